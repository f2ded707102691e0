// Where unsent text waits when its field is gone. It belongs to this browser alone; only a person empties it.

import { holds, isText, isUnsent, labelOf } from "./fields.js";
import { newOp, pairs, send, unanswered } from "./forms.js";
import { word } from "./words.js";

const items = new Set(); // { now, away, still }: what stands in the tray
let count = 0;

// The step on the page, for the words above a text.
function here() {
  const { stepNumber = "", stepTitle = "" } = document.querySelector("[data-step-number]")?.dataset ?? {};
  return { number: stepNumber, title: stepTitle };
}

// The fields in parts that are filled in and not sent.
const unsentFields = () =>
  [...document.querySelectorAll("[data-part] :is(textarea, select, input:not([type=hidden]))")].filter((field) =>
    field.form?.matches("form[data-form]") && field.name && isUnsent(field) && !(isText(field) && !field.value.trim()));

// What is filled in in parts and not sent, by form; its texts apart.
export function collect() {
  const found = new Map();
  for (const field of unsentFields()) {
    const { form } = field;
    if (!found.has(form)) {
      found.set(form, { id: form.id, action: form.getAttribute("action"), fields: pairs(form), step: here(), texts: [] });
    }
    if (isText(field)) found.get(form).texts.push({ field, name: field.name, label: labelOf(field), value: field.value });
  }
  return [...found.values()];
}

// What a form said that was sent, to give it back later.
export function sentBy(form, action, fields) {
  const texts = fields.flatMap(([name, value]) => {
    const field = [...form.elements].find((one) => one.name === name && isText(one));
    return field && value.trim() ? [{ name, label: labelOf(field), value }] : [];
  });
  return { id: form.id, action, fields, step: here(), texts };
}

// The form on the page that is still the same one.
export function formOf(was) {
  const now = document.getElementById(was.id);
  return now?.getAttribute("action") === was.action ? now : null;
}

// After the page changed: a text whose field is gone goes to the same field of the same form, else to the tray.
// So does one that was sent and is given back: it has no field of its own.
export function keep(collected) {
  for (const was of collected) {
    const same = formOf(was);
    const lost = [];
    for (const text of was.texts) {
      if (text.field?.isConnected && text.field.form === same && same) continue;
      const field = same && [...same.elements].find((one) => one.name === text.name && isText(one) && !isUnsent(one));
      if (field) field.value = text.value;
      else {
        if (text.field?.isConnected) text.field.value = text.field.defaultValue; // the form is now that of another step
        lost.push(text);
      }
    }
    if (lost.length) add(was, lost);
  }
}

// Put back what was filled in in a form: what was chosen where the form still is, texts there or in the tray.
export function giveBack(was) {
  for (const field of formOf(was)?.elements ?? []) {
    if (isText(field) || field.type === "hidden" || isUnsent(field)) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = holds(was.fields, field.name, field.value);
    else if (field instanceof HTMLSelectElement) field.value = was.fields.find(([name]) => name === field.name)?.[1] ?? field.value;
  }
  keep([was]);
}

// What was sent with these texts and is not answered yet: it goes on under its own request.
const sentAs = (was, texts) =>
  unanswered().find(({ place, fields }) => place.startsWith(`${was.id} `)
    && texts.every(({ name, value }) => holds(fields, name, value)));

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// Texts to the tray. What was sent with them and is not answered goes on from here under its own request.
export function add(was, texts) {
  const tray = document.getElementById("tray");
  if (!tray) return;
  count += 1;
  const name = `tray-${count}`;
  const { place = was.place ?? `tray-${newOp()}`, action, fields } = sentAs(was, texts) ?? was;
  const boxes = texts.map((text, index) => {
    const id = `${name}-${index}`;
    const area = make("textarea", { id, className: "field__input field__input--said", value: text.value, spellcheck: false, translate: false });
    area.dataset.name = text.name;
    return make("div", { className: "field" }, make("label", { className: "field__label", htmlFor: id, textContent: text.label }), area);
  });
  const said = make("p", { className: "tray__said" });
  said.setAttribute("role", "alert");
  const button = (key, act, kind = "button") => {
    const one = make("button", { type: "button", className: kind, textContent: word(key) });
    one.addEventListener("click", () => act(one));
    return one;
  };
  const areas = boxes.map((box) => box.querySelector("textarea"));
  const away = () => {
    items.delete(item);
    element.remove();
    tray.hidden = !items.size;
  };
  // What it holds now, as it would be sent.
  const now = () => {
    const typed = new Map(areas.map((area) => [area.dataset.name, area.value]));
    return {
      id: was.id, place, action, step: was.step,
      fields: fields.map(([key, value]) => [key, typed.get(key) ?? value]),
      texts: texts.map((text) => ({ name: text.name, label: text.label, value: typed.get(text.name) })),
    };
  };
  const still = async (one) => {
    one.setAttribute("aria-disabled", "true");
    const sent = now();
    const outcome = await send(place, action, sent.fields);
    one.removeAttribute("aria-disabled");
    if (outcome.kind === "saved") {
      away();
      document.dispatchEvent(new CustomEvent("beraad:saved", { detail: { ...outcome, was: sent } }));
    } else if (outcome.kind !== "dropped") {
      said.textContent = [outcome.error.message, word("say_it")].filter(Boolean).join(" ");
    }
  };
  const copy = async (one) => {
    try {
      await navigator.clipboard.writeText(areas.map((area) => area.value).join("\n\n"));
      one.textContent = word("copied");
    } catch {
      areas[0].select(); // to be copied by hand
    }
  };
  const resend = button("send_still", still, "button button--action");
  const row = make("div", { className: "row tray__acts" }, resend, button("copy", copy), button("throw_away", away, "link"));
  const element = make("section", { className: "tray__item" }, make("p", { className: "tray__head", textContent: word("tray", was.step) }), ...boxes, said, row);
  const item = { now, away, still: () => still(resend) };
  items.add(item);
  tray.append(element);
  tray.hidden = false;
}

// The item that holds what was sent from a place, if it is in the tray and still says the same.
export const inTray = (place, fields) =>
  [...items].find(({ now }) => now().place === place && JSON.stringify(now().fields) === JSON.stringify(fields));

// All that is on the page and not sent, as plain data; null when that is nothing.
export function unsent() {
  const forms = collect().map((was) => ({ ...was, texts: was.texts.map(({ name, label, value }) => ({ name, label, value })) }));
  const all = { forms, tray: [...items].map(({ now }) => now()), sent: unanswered() };
  return Object.values(all).some((list) => list.length) ? all : null;
}

// Whether any words on the page would be lost with it.
export const holdsText = () => items.size > 0 || unsentFields().some(isText);
