// Keys for reading over: a letter follows the link, presses the button or goes to the field that shows it.

export function review(page) {
  let leaving = false; // a letter typed while the next mark is on its way would decide on this one
  page.classList.add("review--keys");
  addEventListener("pageshow", () => (leaving = false));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const target = page.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target) return;
    event.preventDefault();
    if (leaving) return;
    if (target.matches("input")) return target.focus();
    leaving = true;
    target.click();
  });
}

for (const page of document.querySelectorAll("[data-module=review]")) review(page);
