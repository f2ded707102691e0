// When the group moves on: who listens hears where it is now, and a focus that lost its place gets one. A face that has
// no line for it (#moved) does this in its own way.

const words = (selector) => document.querySelector(selector)?.textContent.trim().replace(/\s+/g, " ") ?? "";
const step = () => words(".where__step");
const question = () => words("main h1");

let told = { step: step(), question: question() };

// had: the part in which the focus was before the page changed.
export function sayMoved(had) {
  const line = document.getElementById("moved");
  if (!line) return;
  const before = told;
  told = { step: step(), question: question() };
  const asks = told.question !== before.question;
  const at = document.activeElement;
  const lost = had && (at === document.body || !at.checkVisibility());
  const holds = had?.checkVisibility() && had.textContent.trim();
  if (lost) giveFocus(holds && !asks ? had : document.querySelector("main h1"));
  // What gets the focus is read aloud by that.
  const said = [told.step !== before.step && told.step, asks && !lost && told.question].filter(Boolean).join(". ");
  if (said) line.textContent = said;
}

function giveFocus(place) {
  if (!place) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}
