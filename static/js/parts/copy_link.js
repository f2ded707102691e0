// A button that copies the address in the field beside it; hidden where the browser does not allow it.
export default function copyLink(box) {
  const field = box.querySelector("input, textarea");
  const button = box.querySelector("button");
  const words = button.querySelector("span");
  const before = words.textContent;
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.focus();
      return;
    }
    words.textContent = button.dataset.done;
    box.querySelector("[role=status]").textContent = button.dataset.done;
    setTimeout(() => { words.textContent = before; }, 4000);
  });
}
