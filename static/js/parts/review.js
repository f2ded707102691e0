// Keys for reading over: a letter follows the link, presses the button or goes to the field that shows it.

export function review(page) {
  page.classList.add("review--keys");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const target = page.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches("input")) target.focus();
    else target.click();
  });
}

for (const page of document.querySelectorAll("[data-module=review]")) review(page);
