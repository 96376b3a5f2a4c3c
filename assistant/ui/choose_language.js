// Remembers the language that was chosen with the switch.
(language, conversation) => {
  document.documentElement.lang = language;
  try {
    localStorage.setItem("interface-language", language);
  } catch {
    // storage is closed to this page: the choice lasts as long as the page
  }
  return [language, conversation];
}
