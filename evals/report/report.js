"use strict";
const controls = Object.fromEntries(["words", "verdict", "cause", "kind", "language"].map((name) => [name, document.getElementById(name)]));
const cases = [...document.querySelectorAll(".case")].map((element) => ({ element, text: element.textContent.toLowerCase() }));
const fold = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

function filter() {
  const words = fold(controls.words.value);
  let shown = 0;
  for (const { element, text } of cases) {
    const fits = ["verdict", "cause", "kind", "language"].every((name) => !controls[name].value || element.dataset[name] === controls[name].value);
    element.hidden = !(fits && words.every((word) => text.includes(word)));
    shown += element.hidden ? 0 : 1;
  }
  document.getElementById("count").textContent = `${shown} of ${cases.length}`;
}

function open() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) {
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
  }
}

if (!cases.some(({ element }) => element.dataset.verdict === "wrong")) controls.verdict.value = "";
document.getElementById("filters").addEventListener("input", filter);
document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", open);
filter();
open();
