// One key for what is done most while leading. What has data-key on it says which; a key presses that button, no more,
// so a page without a button for it has no such key. Whoever types, or has a dialog open, has no keys.

const OFF = "beraad-keys"; // in this browser's memory: "off" when they are switched off
const TWICE = 500; // milliseconds in which the same key again is a slip of the finger
const SAME = { "=": "+", _: "-" }; // beside the key that is shown, on a keyboard that wants Shift for it
const SIGNS = { "-": "−", ArrowRight: "→" };

let last = { key: "", at: 0 };

function isOn() {
  try { return localStorage.getItem(OFF) !== "off"; } catch { return true; }
}

function turn(on) {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "off");
  } catch { /* it holds for as long as the page stands */ }
  document.documentElement.classList.toggle("keys", on);
}

const inUse = () => document.documentElement.classList.contains("keys");

const types = (element) => Boolean(element.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]"));

const keyed = () => [...document.querySelectorAll(":is(button, summary, label)[data-key]")].filter((one) => one.checkVisibility({ visibilityProperty: true }));

const asksFirst = (button) => (button.dataset.confirm ?? button.form?.dataset.confirm) !== undefined;

// The key of an event, as data-key says it.
export const keyOf = (event) => {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return SAME[key] ?? key;
};

export function press(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!inUse() || types(event.target) || document.querySelector("dialog[open]")) return;
  const key = keyOf(event);
  const button = keyed().find((one) => one.dataset.key === key);
  if (!button) return;
  event.preventDefault();
  const again = last.key === key && event.timeStamp - last.at < TWICE && button.form?.dataset.repeat === undefined;
  last = { key, at: event.timeStamp };
  if (event.repeat || again || button.disabled || button.ariaDisabled === "true") return;
  // Whatever cannot be taken back is confirmed with Enter, on the button itself: a key only goes there and asks.
  if (asksFirst(button) || button.matches("summary")) button.focus();
  if (button.dataset.sure === undefined) button.click();
}

// What a button says, without the sign of its key.
function wordsOf(button) {
  if (button.ariaLabel) return button.ariaLabel;
  const copy = button.cloneNode(true);
  copy.querySelectorAll("kbd, [data-local]").forEach((one) => one.remove());
  return (copy.querySelector("h2, span") ?? copy).textContent.replace(/\s+/g, " ").trim();
}

const make = (tag, text, className = "") => Object.assign(document.createElement(tag), { textContent: text, className });

// The help is made of the buttons that are on the page now.
function fill(list) {
  const rows = keyed().filter((one) => !one.closest("dialog")).map((one) => {
    const sign = one.querySelector("kbd")?.textContent ?? SIGNS[one.dataset.key] ?? one.dataset.key;
    const row = make("div", "");
    const term = make("dt", "");
    term.append(make("kbd", sign, "key"));
    row.append(term, make("dd", wordsOf(one)));
    return row;
  });
  list.replaceChildren(...rows);
}

function startKeys(dialog) {
  const box = dialog.querySelector("input[type=checkbox]");
  turn(isOn());
  box.checked = inUse();
  box.addEventListener("change", () => turn(box.checked));
  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-help]")) {
      fill(dialog.querySelector("dl"));
      dialog.showModal();
    } else if (event.target.closest?.("[data-close]")?.closest("dialog") === dialog) dialog.close();
  });
}

const dialog = document.querySelector("dialog[data-keys]");
if (dialog) startKeys(dialog);
