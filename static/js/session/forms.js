// Sends the forms of the page: once each, again by itself when the network fails, and never in silence.
import { markSent } from "./morph.js";

const WAITS = [1000, 2000, 4000, 8000, 15000]; // milliseconds between tries
export const newOp = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

// The same text under the same op, until it is answered or changed: the server then stores it once.
export function opsByForm() {
  const given = new WeakMap();
  return {
    of(form, body) {
      const known = given.get(form);
      if (known?.body === body) return known.op;
      const op = newOp();
      given.set(form, { body, op });
      return op;
    },
    answered: (form) => given.delete(form),
  };
}

// Send one body until it is answered. Returns {ok, status, answer}; tells `waiting` when it has to try again.
export async function send(address, body, { post = fetch, wait = pause, waiting = () => {}, still = () => true } = {}) {
  for (let turn = 0; still(); turn += 1) {
    try {
      const answer = await post(address, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
      const json = await answer.json().catch(() => null);
      if (json) return { ok: answer.ok, status: answer.status, answer: json };
      if (answer.status < 500) return { ok: false, status: answer.status, answer: null };
    } catch {
      // The network, not the server: what was typed waits and is sent again.
    }
    waiting();
    await wait(WAITS[Math.min(turn, WAITS.length - 1)]);
  }
  return { ok: false, status: 0, answer: null };
}

const pause = (ms) =>
  new Promise((done) => {
    const timer = setTimeout(done, ms);
    addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
  });

// mine: told the own parts of a receipt. status: told saved, sending or unsent. gone: the seat is no more.
export function liveForms({ mine, status, gone, resume }) {
  const ops = opsByForm();
  const sending = new WeakSet();

  async function submit(form, submitter) {
    const data = new FormData(form, submitter);
    data.delete("op");
    const body = new URLSearchParams(data);
    const address = new URL(submitter?.getAttribute("formaction") ?? form.getAttribute("action"), location.href);
    const key = `${address} ${body}`;
    if (sending.has(form)) return;
    sending.add(form);
    form.setAttribute("aria-busy", "true");
    clearError(form);
    status("sending");
    body.set("op", ops.of(form, key));
    const { ok, status: code, answer } = await send(address, body, { waiting: () => status("unsent") });
    sending.delete(form);
    form.removeAttribute("aria-busy");
    ops.answered(form);
    if (ok) {
      markSent(form, data);
      status("saved");
      form.dispatchEvent(new CustomEvent("sent", { bubbles: true }));
      mine({ stamp: answer.stamp, parts: answer.mine });
      return;
    }
    status("refused");
    if (answer?.error?.code === "seat-gone" || answer?.error?.code === "no-such-session") return gone();
    showError(form, answer?.error ?? { message: String(code), field: null });
    if (code === 409) resume(); // the page may be behind the group
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-form]") || event.defaultPrevented) return;
    event.preventDefault();
    submit(form, event.submitter);
  });
  document.addEventListener("input", (event) => {
    if (event.target.form?.matches("form[data-form]")) status("typing");
  });
}

function clearError(form) {
  form.querySelectorAll(".field__error[data-live]").forEach((old) => old.remove());
  form.querySelectorAll("[aria-invalid]").forEach((field) => {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-errormessage");
  });
}

// Say what is wrong where it is wrong, and bring the writer there; the text stays.
function showError(form, error) {
  const place = document.createElement("p");
  place.className = "field__error";
  place.dataset.live = "";
  place.id = `${form.id || "form"}-error`;
  place.setAttribute("role", "alert");
  place.textContent = error.message;
  const named = error.field ? form.elements[error.field] : null;
  const field = named instanceof RadioNodeList ? named[0] : named;
  if (field && field.type !== "hidden") {
    (field.closest("fieldset, .field, .say, label") ?? field).before(place);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-errormessage", place.id);
    field.focus();
  } else if (form.checkVisibility?.() && form.children.length) {
    form.prepend(place);
  } else {
    document.getElementById("status").before(place); // a form that is only a name for buttons elsewhere
    setTimeout(() => place.remove(), 12000);
  }
}
