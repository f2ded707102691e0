// Forms in parts are sent with fetch; the answer is the acknowledgement. Without this module they work as forms do.

import { clearErrors, showError } from "./errors.js";
import { settle, snapshot } from "./fields.js";
import { follow } from "./morph.js";
import { makeSender } from "./sender.js";
import { saySending } from "./status.js";
import { word } from "./words.js";

const sleeping = new Set();

function sleep(ms) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      sleeping.delete(done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    sleeping.add(done);
  });
}

// The network is back: try at once what was waiting.
export const wake = () => [...sleeping].forEach((done) => done());

export const newOp = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const { send, unanswered, remember, forget } = makeSender({
  fetch: (...asked) => fetch(...asked),
  sleep,
  newOp,
  told: (state) => {
    if (state !== "answered") saySending(word(state === "sending" ? "sending" : "unsent"), state === "waiting");
    document.dispatchEvent(new Event("beraad:sending"));
  },
});

// What moves the group says which move it has seen.
export const steers = (fields) => fields.some(([name]) => name === "seen");

// The pairs a form would send with this button, its op left out.
export function pairs(form, button) {
  const data = new FormData(form);
  data.delete("op");
  if (button?.name) data.append(button.name, button.value);
  return [...data.entries()].map(([name, value]) => [name, String(value)]);
}

// room: saved(receipt, form, place, fields) after an input is stored; boxed(form, action, fields, edit) before that,
// where it went without a name; asked(form) to ask the page again, after a refusal.
// Returns a function that sends a form as if it was pressed: its fields are what they were then.
export function startForms(room) {
  // The second click of a double click hits whatever the answer to the first has put under the finger.
  let clicks = 0;
  document.addEventListener("click", (event) => { clicks = event.detail; }, true);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-form]") || event.defaultPrevented) return;
    event.preventDefault();
    if (clicks > 1 && form.dataset.repeat === undefined) return;
    const button = event.submitter;
    submit(form, button?.getAttribute("formaction") ?? form.getAttribute("action"), pairs(form, button), button);
  });

  async function submit(form, action, fields, button) {
    const place = `${form.id} ${action}`;
    const sent = snapshot(form);
    clearErrors(form);
    form.setAttribute("aria-busy", "true");
    button?.setAttribute("aria-disabled", "true");
    const outcome = await send(place, action, fields);
    form.removeAttribute("aria-busy");
    button?.removeAttribute("aria-disabled");
    if (outcome.kind === "saved") {
      settle(sent);
      saySending(word("saved"));
      if (outcome.edit) room.boxed(form, action, fields, outcome.edit);
      room.saved(outcome.receipt, form, place, fields);
    } else if (outcome.kind !== "dropped") {
      refused(form, outcome);
    }
  }

  function refused(form, { status, error }) {
    const message = error.message || word("lost");
    follow(form);
    const shown = showError(form, { field: error.field, message });
    saySending(shown ? word("refused") : message, true);
    // Somebody else was first, or this seat may no longer: the page shows what is so now.
    if ([401, 403, 404, 409, 410].includes(status)) room.asked(form);
  }

  return submit;
}
