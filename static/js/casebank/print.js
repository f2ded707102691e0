// A button that prints; without script the browser's own menu does.
export default function printButton(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
