// Typing for others by keyboard alone: Enter goes to the next field and, once all is kept, to the next person; one key
// chooses (data-key). Forms of that kind have data-typing; with data-stay the same person goes on.

const seen = (field) => field.offsetParent !== null && !field.disabled;

// The places to stop in a form: each field that holds something, a group of choices once, and the button.
function stops(form) {
  const groups = new Set();
  return [...form.elements].filter((field) => {
    if (field.matches("[type=hidden], fieldset") || !seen(field)) return false;
    if (field.type !== "radio") return true;
    if (groups.has(field.name)) return false;
    groups.add(field.name);
    return true;
  });
}

function follow(form, field) {
  const all = stops(form);
  const at = all.findIndex((one) => one === field || (one.type === "radio" && one.name === field.name));
  const next = all[at + 1];
  if (!next || next.type === "submit") form.querySelector("[type=submit]").click();
  else focusOn(next);
}

function focusOn(field) {
  const chosen = field.type === "radio" && [...field.form.elements].find((one) => one.name === field.name && one.checked);
  (chosen || field).focus();
}

// One key at a field: Enter goes on, one that chooses chooses. Returns whether it did either.
function strike(field, key) {
  if (key === "Enter" && field.type !== "submit") {
    follow(field.form, field);
    return true;
  }
  const choice = field.type === "radio" && field.dataset.key !== undefined
    && [...field.form.elements].find((one) => one.name === field.name && one.dataset.key === key.toLowerCase());
  if (!choice) return false;
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  follow(field.form, choice);
  return true;
}

// Who types fast is ahead of the answer: keys struck while a sheet is on its way are for the next one.
const ahead = [];
let moving = false; // to the row of the next person

function key(event) {
  const field = event.target;
  const form = field.form;
  if (form?.dataset?.typing === undefined || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (form.ariaBusy === "true" || moving) {
    if (event.key.length > 1 && event.key !== "Enter") return;
    ahead.push(event.key);
  } else {
    ahead.length = 0; // of a sheet that was refused
    if (event.shiftKey && event.key === "Enter") return;
    if (!strike(field, event.key)) return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function strikeAhead() {
  while (ahead.length) {
    const field = document.activeElement;
    if (field?.form?.dataset?.typing === undefined || field.form.ariaBusy === "true" || moving) return;
    const one = ahead.shift();
    if (strike(field, one) || one.length > 1 || !("selectionEnd" in field) || field.selectionEnd === null) continue;
    field.setRangeText(one, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// What was kept is the server's now; the form is for what comes next. data-first: chosen until somebody chooses.
function empty(form) {
  for (const field of form.elements) {
    if (field.type === "radio") field.checked = field.defaultChecked = field.dataset.first !== undefined;
    else if (field instanceof HTMLTextAreaElement || field.type === "text") field.value = field.defaultValue = "";
  }
}

// A row that is opened begins at its first field.
function opened(event) {
  const row = event.target;
  if (!row.matches?.(".typing__row") || !row.open) return;
  moving = false;
  if (row.contains(document.activeElement?.closest("form") ?? null)) return;
  const [first] = stops(row.querySelector("form[data-typing]"));
  if (first) focusOn(first);
  strikeAhead();
}

// After a sheet is kept: the next person of whom nothing was typed yet, or the first field again.
function kept({ target: form }) {
  if (form.dataset?.typing === undefined) return;
  const row = form.closest(".typing__row");
  empty(form);
  if (!row) {
    focusOn(stops(form)[0]);
    strikeAhead();
    return;
  }
  const rows = [...row.closest(".typing__rows").querySelectorAll(".typing__row")];
  const next = form.dataset.stay === undefined && rows.slice(rows.indexOf(row) + 1).find((one) => one.dataset.typed === undefined);
  if (next && !next.open) {
    moving = true; // until it is open, and its first field has the focus
    next.querySelector("summary").click(); // as a person would: then it stays open
  } else if (next || form.dataset.stay !== undefined) {
    focusOn(stops(next ? next.querySelector("form[data-typing]") : form)[0]);
    strikeAhead();
  } else {
    row.querySelector("summary").click();
    row.querySelector("summary").focus();
  }
}

export function startTyping() {
  document.addEventListener("keydown", key, true);
  document.addEventListener("toggle", opened, true);
  document.addEventListener("beraad:kept", kept);
}
