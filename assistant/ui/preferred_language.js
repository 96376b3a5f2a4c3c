// The interface's language: the one chosen before on this machine, else the first of the browser's that we speak, else English.
(language, conversation) => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("interface-language");
  } catch {
    // storage is closed to this page: the browser's own languages decide
  }
  const wanted = [chosen, ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  const found = wanted.find((tag) => tag === "en" || tag === "fr") ?? "en";
  document.documentElement.lang = found;
  return [found, conversation];
}
