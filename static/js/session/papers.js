// What this page wrote without a name, with the word that takes it out of the box again. Both are in memory alone: who
// finds this device later finds neither, and another page of the same seat cannot do it.

import { send } from "./forms.js";
import { saySending } from "./status.js";
import { formOf, giveBack } from "./tray.js";
import { word } from "./words.js";

const papers = new Set();

// was: a form that was stored, as tray.js describes it.
export function remember(was, edit) {
  papers.add({ was, edit, step: was.action.split("/")[1], shown: null });
}

// After the page changed: each paper stands with its step, and nowhere while that takes nothing in.
export function showPapers(room) {
  for (const paper of papers) {
    const place = document.querySelector(`[data-papers="${CSS.escape(paper.step)}"]`);
    if (place?.dataset.wrote === "0") papers.delete(paper); // the box was emptied
    if (!place || !papers.has(paper)) paper.shown?.remove();
    else if (paper.shown?.parentElement !== place) place.append((paper.shown ??= draw(paper, room)));
  }
}

function draw(paper, room) {
  const element = document.createElement("div");
  element.className = "kept paper";
  element.dataset.local = "";
  for (const { value } of paper.was.texts) {
    const text = document.createElement("p");
    text.className = "said";
    text.translate = false;
    text.textContent = value;
    element.append(text);
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = word("take_out");
  button.addEventListener("click", () => takeOut(paper, button, room));
  element.append(button);
  return element;
}

async function takeOut(paper, button, room) {
  if (button.ariaDisabled === "true") return;
  button.ariaDisabled = "true";
  const outcome = await send(`paper ${paper.edit}`, "take-out", [["step", paper.step], ["edit", paper.edit]]);
  button.ariaDisabled = null;
  if (outcome.kind === "saved") {
    papers.delete(paper);
    const { shown } = paper;
    room.saved(outcome.receipt, shown);
    shown.remove();
    giveBack(paper.was);
    [...(formOf(paper.was)?.elements ?? [])].find((field) => field.type !== "hidden")?.focus();
    saySending(word("taken_out"));
  } else if (outcome.kind !== "dropped") {
    saySending(outcome.error.message || word("lost"), true);
    room.asked();
  }
}
