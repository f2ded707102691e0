// What the page says by itself, in the reader's language: from the page, because words live in the catalogues.
const texts = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

// The words under a key, with {names} filled in.
export const say = (key, facts = {}) =>
  (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(facts[name] ?? whole));

// A moment as hours and minutes, as everyone at the table reads them.
export const clock = (date) =>
  date.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
