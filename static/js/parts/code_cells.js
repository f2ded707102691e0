// Shows the code in eight cells. The field keeps the focus, the value and the keyboard.
export default function codeCells(code) {
  const field = code.querySelector("input");
  const cells = [...code.querySelectorAll(".code__cell")];
  const show = () => {
    const letters = [...field.value.toUpperCase().replace(/[^A-Z0-9]/g, "")].slice(0, cells.length);
    const next = Math.min(letters.length, cells.length - 1);
    cells.forEach((cell, index) => {
      cell.textContent = letters[index] ?? "";
      cell.classList.toggle("code__cell--next", index === next);
    });
  };
  code.classList.add("code--live");
  field.addEventListener("input", show);
  // What one types belongs at the end: the caret itself is not shown.
  field.addEventListener("focus", () => field.setSelectionRange(field.value.length, field.value.length));
  show();
}
