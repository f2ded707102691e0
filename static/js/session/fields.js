// Fields that hold what is not sent yet: those that differ from what the server gave.

export const isText = (field) =>
  field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && ["text", "search"].includes(field.type));

const ticks = (field) => field.type === "radio" || field.type === "checkbox";

const differs = (field) => {
  if (field instanceof HTMLSelectElement) return field.selectedIndex !== Math.max(0, [...field.options].findLastIndex((o) => o.defaultSelected));
  if (ticks(field)) return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
};

// A choice of several counts as one field: a new default elsewhere in it would take the choice away.
export function isUnsent(field) {
  if (field instanceof HTMLOptionElement) return isUnsent(field.closest("select"));
  if (field.type === "radio" && field.form) {
    return [...field.form.elements].some((other) => other.type === "radio" && other.name === field.name && differs(other));
  }
  return differs(field);
}

// What is sent now, to be remembered until it is answered.
export const snapshot = (form) =>
  [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit" && "value" in field)
    .map((field) => [field, ticks(field) ? field.checked : field.value]);

// The sent values count from now on as what the server gave. What was typed since stays unsent.
export function settle(sent) {
  for (const [field, value] of sent) {
    if (field instanceof HTMLSelectElement) for (const o of field.options) o.defaultSelected = o.value === value;
    else if (ticks(field)) keepTyped(field, "checked", () => { field.defaultChecked = value; });
    else keepTyped(field, "value", () => { field.defaultValue = value; });
  }
}

// Changing a default also changes an untouched field.
function keepTyped(field, property, change) {
  const now = field[property];
  change();
  if (field[property] !== now) field[property] = now;
}

// Whether [name, value] pairs, as a form sends them, hold this one.
export const holds = (fields, name, value) => fields.some(([key, said]) => key === name && said === value);

// The name of a field for people: its label, without the hints in it.
export const labelOf = (field) =>
  (field.labels?.[0]?.firstChild?.textContent ?? field.getAttribute("aria-label") ?? "").trim();
