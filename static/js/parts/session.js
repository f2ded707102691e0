// Small behaviours on the page of a seat, hung on data-* attributes. Delegated, so that pushed parts have them too.

import { word } from "../session/words.js";
import { startTyping } from "./typing.js";

const SURE = 4000; // milliseconds in which a second press means yes

// data-confirm (on a button or its form): the first press asks, a second one within four seconds does it.
export function confirmTwice(event) {
  const button = event.target.closest?.("button[type=submit], button:not([type])");
  const asks = button && (button.dataset.confirm ?? button.form?.dataset.confirm);
  if (asks === undefined || !button || button.dataset.sure !== undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const words = button.querySelector("span") ?? (button.childElementCount ? null : button);
  const before = words?.textContent;
  const label = button.getAttribute("aria-label");
  const said = document.createElement("span");
  said.className = "sure";
  said.dataset.local = "";
  said.setAttribute("role", "alert");
  said.textContent = asks || word("sure");
  button.dataset.sure = "";
  button.setAttribute("aria-label", word("sure"));
  if (words) words.textContent = word("sure");
  button.after(said);
  setTimeout(() => {
    said.remove();
    delete button.dataset.sure;
    if (label === null) button.removeAttribute("aria-label");
    else button.setAttribute("aria-label", label);
    if (words?.textContent === word("sure")) words.textContent = before;
  }, SURE);
}

// data-copy: copies its value; hidden where the browser does not allow it.
async function copy(event) {
  const button = event.target.closest?.("[data-copy]");
  if (!button || button.dataset.copied !== undefined) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    return;
  }
  const words = button.querySelector("span") ?? button;
  const before = words.textContent;
  words.textContent = word("copied");
  button.dataset.copied = "";
  setTimeout(() => {
    words.textContent = before;
    delete button.dataset.copied;
  }, SURE);
}

// data-word: puts a word in the field for a new value, of the chair in sight; what is typed there stays before it.
function takeWord(event) {
  const button = event.target.closest?.("[data-word]");
  if (!button) return;
  const fields = [...button.closest(".mine").querySelectorAll('form[action$="/add-voice"] [name="value"]')];
  const field = fields.find((one) => one.closest(".chair-panel").offsetParent !== null);
  if (!field) return;
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.value = [field.value.trim(), button.dataset.word].filter(Boolean).join(", ");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

// data-count (id of a field), data-most: how many characters are left, once half is used.
function count(line) {
  const field = document.getElementById(line.dataset.count);
  const left = Number(line.dataset.most) - (field?.value.length ?? 0);
  const text = word("characters_left", { count: left });
  const used = left * 2 < Number(line.dataset.most);
  if (field && text && used && line.textContent !== text) line.textContent = text;
  line.classList.toggle("say__most--used", used);
  line.classList.toggle("say__most--near", left < 40);
}

function dress() {
  for (const line of document.querySelectorAll("[data-count]")) count(line);
  if (navigator.clipboard) for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
  for (const words of document.querySelectorAll("[data-scripted][hidden]")) words.hidden = false; // true with scripts only
}

// data-enter: Enter sends the form that a field stands in; with Shift it is a new line.
function enter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.target.dataset?.enter === undefined) return;
  event.preventDefault();
  event.target.form.querySelector("[type=submit]").click();
}

// data-beamer: asks once a beraad, on a window wide enough to be the laptop on the projector.
function askBeamer() {
  const dialog = document.querySelector("dialog[data-beamer]");
  const { session, face } = document.body.dataset;
  if (face === "lead" && location.hash === "#paired") remember(); // a laptop hangs there already
  if (!dialog || face !== "lead" || innerWidth < 1000 || remembered() === session) return;
  dialog.addEventListener("close", remember);
  dialog.addEventListener("submit", remember);
  dialog.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());
  dialog.showModal();

  function remembered() {
    try { return localStorage.getItem("beraad-beamer"); } catch { return session; }
  }
  function remember() {
    try { localStorage.setItem("beraad-beamer", session); } catch { /* asked again next time */ }
  }
}

// The screen stays lit where the device has a lock for that.
function stayLit() {
  if (document.body.dataset.face !== "screen" || !navigator.wakeLock) return;
  const lock = () => { if (!document.hidden) navigator.wakeLock.request("screen").catch(() => {}); };
  document.addEventListener("visibilitychange", lock);
  lock();
}

export function startParts() {
  document.addEventListener("click", confirmTwice, true);
  document.addEventListener("click", copy);
  document.addEventListener("click", takeWord);
  document.addEventListener("keydown", enter);
  document.addEventListener("input", (event) => {
    const { id } = event.target;
    if (id) document.querySelectorAll(`[data-count="${CSS.escape(id)}"]`).forEach(count);
  });
  document.addEventListener("beraad:shown", dress);
  startTyping();
  dress();
  askBeamer();
  stayLit();
}
