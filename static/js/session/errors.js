// What the server refused, said where it can be mended. Elements made here carry data-local: pushes leave them.

const marked = new Map(); // field → what takes its error away

export function clearErrors(form) {
  for (const [field, take] of marked) if (field.form === form || !field.isConnected) take();
  form.querySelectorAll(":scope > .form-error[data-local]").forEach((line) => line.remove());
}

function line(kind, message) {
  const p = document.createElement("p");
  p.className = kind;
  p.dataset.local = "";
  p.setAttribute("role", "alert");
  p.textContent = message;
  return p;
}

function atField(field, message) {
  const p = line("field__error", message);
  p.id = `${field.id || field.name}-error`;
  const described = field.getAttribute("aria-describedby");
  const box = field.closest(".field");
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [p.id, described].filter(Boolean).join(" "));
  box?.classList.add("field--wrong");
  (field.closest(".choices, .chips") ?? field).before(p);
  const take = () => {
    p.remove();
    field.removeAttribute("aria-invalid");
    if (described) field.setAttribute("aria-describedby", described);
    else field.removeAttribute("aria-describedby");
    box?.classList.remove("field--wrong");
    field.removeEventListener("input", take);
    marked.delete(field);
  };
  marked.set(field, take);
  field.addEventListener("input", take);
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.focus();
}

// Say an error at its field, else at the top of its form. Returns false where the form shows nothing: then
// the status line is the place.
export function showError(form, { field, message }) {
  clearErrors(form);
  const wrong = field && [...form.elements].find((one) => one.name === field && one.type !== "hidden" && one.type !== "submit");
  if (wrong) {
    atField(wrong, message);
    return true;
  }
  if (!form.isConnected || !form.querySelector("textarea, input:not([type=hidden])")) return false;
  const p = line("form-error", message);
  p.tabIndex = -1;
  form.prepend(p);
  p.focus();
  return true;
}
