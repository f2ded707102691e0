// Small behaviours, hung on elements with data-module. Every page works without; one file, so that a
// phone that comes in by a code asks for little.

// Shows the code in eight cells. The field keeps the focus, the value and the keyboard.
export function codeCells(code) {
  const field = code.querySelector("input");
  const cells = [...code.querySelectorAll(".code__cell")];
  const show = () => {
    const letters = [...field.value.toUpperCase().replace(/[^A-Z0-9]/g, "")].slice(0, cells.length);
    const next = Math.min(letters.length, cells.length - 1);
    cells.forEach((cell, index) => {
      cell.textContent = letters[index] ?? "";
      cell.classList.toggle("code__cell--next", index === next);
    });
  };
  code.classList.add("code--live");
  field.addEventListener("input", show);
  // What one types belongs at the end: the caret itself is not shown.
  field.addEventListener("focus", () => field.setSelectionRange(field.value.length, field.value.length));
  show();
}

// A button that copies the text of the field beside it; hidden where the browser does not allow it.
export function copyLink(box) {
  const field = box.querySelector("input, textarea");
  const button = box.querySelector("button");
  const words = button.querySelector("span");
  const before = words.textContent;
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.focus(); // selected, so that it can be copied by hand
      return;
    }
    words.textContent = button.dataset.done;
    box.querySelector("[role=status]").textContent = button.dataset.done;
    setTimeout(() => { words.textContent = before; }, 4000);
  });
}

// A menu that closes with Escape and with a click beside it.
export function drop(menu) {
  const close = () => { menu.open = false; };
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) close(); });
}

// A button that prints the page.
export function print(button) {
  button.hidden = false;
  button.addEventListener("click", () => globalThis.print());
}

// A form that has the browser ask before what was typed in it is left behind.
export function asks(form) {
  let sends = false;
  const typed = (field) => field.type !== "hidden" && field.defaultValue !== undefined && field.value !== field.defaultValue;
  form.addEventListener("submit", () => { sends = true; });
  addEventListener("pageshow", () => { sends = false; });
  addEventListener("beforeunload", (event) => { if (!sends && [...form.elements].some(typed)) event.preventDefault(); });
}

const MODULES = { asks, "code-cells": codeCells, "copy-link": copyLink, drop, print };

for (const element of document.querySelectorAll("[data-module]")) {
  MODULES[element.dataset.module]?.(element);
}
