// What was typed and not sent when the group moved on: it belongs to the browser, and is no part of the page.
import { unsentTexts } from "./morph.js";
import { say } from "./words.js";

const made = (tag, properties, ...inside) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
};

const labelOf = (field) => (field.labels?.[0] ?? field).textContent?.trim().replace(/\s+/g, " ") ?? "";

export function liveTray(tray) {
  if (!tray) return { take() {} };
  const showOrHide = () => {
    tray.hidden = !tray.querySelector("form");
  };

  function item(form, fields, from) {
    const box = made("form", { method: "post", className: "tray__item stack", id: `tray-${crypto.randomUUID()}` });
    box.setAttribute("action", form.getAttribute("action"));
    box.dataset.form = "";
    box.append(made("p", { className: "tray__from" }, say("tray", from)));
    for (const [name, value] of new FormData(form)) {
      if (name === "op" || fields.some((field) => field.name === name)) continue;
      box.append(made("input", { type: "hidden", name, value }));
    }
    for (const field of fields) {
      const area = made("textarea", { name: field.name, value: field.value, rows: 3, spellcheck: false });
      area.setAttribute("translate", "no");
      if (field.maxLength > 0) area.maxLength = field.maxLength;
      box.append(made("label", { className: "field" }, made("span", {}, labelOf(field)), area));
    }
    const copy = made("button", { type: "button", className: "link" }, say("copy"));
    copy.addEventListener("click", async () => {
      const text = fields.map((field) => field.value).join("\n");
      await navigator.clipboard?.writeText(text).catch(() => {});
      copy.textContent = say("copied");
    });
    const away = made("button", { type: "button", className: "link" }, say("throw_away"));
    const drop = () => (box.remove(), showOrHide());
    away.addEventListener("click", drop);
    box.addEventListener("sent", drop);
    const still = made("button", { type: "submit", className: "button" }, say("send_still"));
    box.append(made("p", { className: "subtle" }, say("say_it")), made("p", { className: "row" }, still, copy, away));
    return box;
  }

  return {
    // Take over the unsent texts of an element that goes away.
    take(element, from) {
      const byForm = new Map();
      for (const field of unsentTexts(element)) {
        if (!field.form || field.closest("#tray")) continue;
        byForm.set(field.form, [...(byForm.get(field.form) ?? []), field]);
      }
      for (const [form, fields] of byForm) {
        tray.append(item(form, fields, from));
        for (const field of fields) field.defaultValue = field.value; // taken: not twice
      }
      showOrHide();
    },
  };
}
