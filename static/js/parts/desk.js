// The desk of who leads on a small window: the steps, the table and the script are sheets, one at a time.

const boxes = [...document.querySelectorAll("[data-sheet]")];
const sheetOf = (box) => document.getElementById(box.dataset.sheet);

function close(box, back = false) {
  if (!box.checked) return;
  box.checked = false;
  if (back) box.focus();
}

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!boxes.includes(box) || !box.checked) return;
  for (const other of boxes) if (other !== box) close(other);
  sheetOf(box)?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const open = boxes.find((box) => box.checked && box.checkVisibility());
  const fold = event.target.closest?.("details[data-fold][open]");
  if (!open && !fold) return;
  event.preventDefault();
  if (fold) {
    fold.open = false;
    fold.querySelector("summary").focus();
  } else close(open, true);
}, true);

// A tap beside a sheet closes it; so does a step that was chosen in it.
document.addEventListener("click", (event) => {
  for (const box of boxes) {
    if (!box.checked || box.closest("label").contains(event.target)) continue;
    const sheet = sheetOf(box);
    if (!sheet?.contains(event.target) || event.target.closest("[data-goes]")) close(box);
  }
  for (const fold of document.querySelectorAll("details[data-fold][open]")) {
    if (!fold.contains(event.target)) fold.open = false;
  }
});
