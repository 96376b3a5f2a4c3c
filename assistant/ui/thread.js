// A button in the conversation that carries a question asks it.
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-question]");
  if (button) trigger("click", { question: button.dataset.question });
});
