// Where unsent text waits when its field is gone. It belongs to this browser alone; only a person empties it.

import { isText, isUnsent, labelOf } from "./fields.js";
import { pairs, send } from "./forms.js";
import { word } from "./words.js";

let count = 0;

// The step on the page, for the words above a text.
function here() {
  const { stepNumber = "", stepTitle = "" } = document.querySelector("[data-step-number]")?.dataset ?? {};
  return { number: stepNumber, title: stepTitle };
}

// What is typed in parts and not sent, by form.
export function collect() {
  const found = new Map();
  for (const field of document.querySelectorAll("[data-part] textarea, [data-part] input")) {
    const { form } = field;
    if (!form?.matches("form[data-form]") || !field.name || !isText(field) || !isUnsent(field) || !field.value.trim()) continue;
    if (!found.has(form)) {
      found.set(form, { form, id: form.id, action: form.getAttribute("action"), fields: pairs(form), step: here(), texts: [] });
    }
    found.get(form).texts.push({ field, name: field.name, label: labelOf(field), value: field.value });
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

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

function add(was, texts) {
  const tray = document.getElementById("tray");
  if (!tray) return;
  count += 1;
  const place = `tray-${count}`;
  const fields = texts.map((text, index) => {
    const id = `${place}-${index}`;
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
  const areas = fields.map((field) => field.querySelector("textarea"));
  const away = () => {
    item.remove();
    tray.hidden = !tray.children.length;
  };
  const still = async (one) => {
    one.setAttribute("aria-disabled", "true");
    const typed = new Map(areas.map((area) => [area.dataset.name, area.value]));
    const sent = was.fields.map(([name, value]) => [name, typed.get(name) ?? value]);
    const outcome = await send(place, was.action, sent);
    one.removeAttribute("aria-disabled");
    if (outcome.kind === "saved") {
      away();
      const told = texts.map(({ name, label }) => ({ name, label, value: typed.get(name) }));
      document.dispatchEvent(new CustomEvent("beraad:saved", { detail: { ...outcome, was: { ...was, fields: sent, texts: told } } }));
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
  const row = make("div", { className: "row tray__acts" }, button("send_still", still, "button button--action"), button("copy", copy), button("throw_away", away, "link"));
  const item = make("section", { className: "tray__item" }, make("p", { className: "tray__head", textContent: word("tray", was.step) }), ...fields, said, row);
  tray.append(item);
  tray.hidden = false;
}

// Whether anything on the page would be lost with it.
export const holdsText = () => collect().length > 0 || Boolean(document.querySelector("#tray textarea"));
