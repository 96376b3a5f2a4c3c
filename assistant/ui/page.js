// From a marker to its source and back, copying a document's hash, and following the conversation. Nothing here makes HTML.
() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let origin = null;

  const goTo = (target) => {
    if (!target) return;
    target.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
    target.focus({ preventScroll: true });
    target.classList.remove("arrived");
    void target.offsetWidth; // restarts the animation
    target.classList.add("arrived");
  };

  const select = (number) => {
    for (const part of document.querySelectorAll(".exchange, .of-answer")) {
      part.classList.toggle("selected", part.id === `exchange-${number}` || part.id === `sources-${number}`);
    }
  };

  const copy = async (button) => {
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.textContent = label), 1500);
    } catch {
      button.parentElement.querySelector("code").textContent = button.dataset.copy; // to be copied by hand
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-exchange]");
    if (link) {
      event.preventDefault();
      select(link.dataset.exchange);
      const back = link.classList.contains("back");
      if (!back) origin = link;
      goTo(back && origin?.isConnected ? origin : document.getElementById(link.hash.slice(1)));
    }
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });

  let exchanges = 0;
  let busy = false;
  const follow = () => {
    const title = document.querySelector("#heading h1")?.textContent;
    if (title && document.title !== title) document.title = title;
    const all = document.querySelectorAll(".exchange");
    if (all.length > exchanges || busy) {
      const newest = all[all.length - 1];
      newest?.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
      if (document.activeElement === document.body) newest?.focus({ preventScroll: true }); // the button that asked is gone
    }
    exchanges = all.length;
    busy = document.querySelector(".thread")?.getAttribute("aria-busy") === "true";
  };
  new MutationObserver(follow).observe(document.querySelector(".gradio-container"), {
    childList: true,
    subtree: true,
    attributeFilter: ["aria-busy"],
  });
  follow();

  if (matchMedia("(pointer: fine)").matches) document.querySelector("#question textarea")?.focus(); // a phone would raise its keyboard
}
