// A list whose rows are moved: by dragging the handle, with mouse or finger, or with keys on it. Hung on data-grip,
// data-row and data-head. A page that changes underneath takes nothing away: what is lifted is known by its name, the
// place for it is looked up anew, and where it is put is told by names too.

import { word } from "../session/words.js";

const EDGE = 90; // pixels from the edge of the window at which it begins to scroll
const FAR = 6; // pixels before a press is a drag

let lifted = null; // {id, at: key of the place behind which it would come, ghost, keys}
let line = null;

const rowOf = (id) => document.querySelector(`[data-row="${CSS.escape(id)}"]`);
const textOf = (row) => row?.querySelector(".row__words")?.firstElementChild?.textContent.trim().slice(0, 80) ?? "";
const nameOf = (element) => element.dataset.row ?? `head-${element.dataset.group}`;

// Where something can stand: behind each heading and each row of a list but what is parked. In order.
function places() {
  return [...document.querySelectorAll("[data-head][data-group], [data-row][data-group]:not(.row--parked)")]
    .filter((one) => one.dataset.row !== lifted.id)
    .map((after, index, all) => ({ after, group: after.dataset.group, next: all[index + 1] }));
}

// The first place of a list that has no heading is above its first row.
function spots() {
  const found = places();
  const first = found[0]?.after;
  return first && first.dataset.head === undefined ? [{ after: null, group: first.dataset.group, next: first }, ...found] : found;
}

const keyOf = (spot) => (spot.after ? nameOf(spot.after) : "");
const before = ({ group, next }) => (next?.dataset.row !== undefined && next.dataset.group === group ? next.dataset.row : "");

function say(text) {
  const status = document.getElementById("status");
  if (status && text) status.textContent = text;
}

function sayWhere(spot) {
  const head = [...document.querySelectorAll("[data-head][data-group]")].find((one) => one.dataset.group === spot.group);
  const group = spot.group ? head?.querySelector(".row-head__name")?.firstChild?.textContent.trim() : "";
  const next = rowOf(before(spot));
  const key = next ? (group ? "before_in" : "before") : group ? "last_in" : "last";
  say(word(key, { group, text: textOf(next) }));
}

function lift(id, keys) {
  lifted = { id, at: null, ghost: null, keys };
  dress();
}

// The page may have changed: everything is looked up by name.
function dress() {
  for (const row of document.querySelectorAll(".row--lifted")) if (row.dataset.row !== lifted?.id) row.classList.remove("row--lifted");
  for (const grip of document.querySelectorAll("[data-grip][aria-pressed=true]")) grip.setAttribute("aria-pressed", "false");
  if (!lifted) return;
  const row = rowOf(lifted.id);
  if (!row?.dataset.step) {
    letGo(word("gone_row"));
    return;
  }
  row.classList.add("row--lifted");
  row.querySelector("[data-grip]").setAttribute("aria-pressed", "true");
  if (lifted.at !== null) draw(spots().find((spot) => keyOf(spot) === lifted.at));
}

function draw(spot) {
  if (!spot) {
    line?.remove();
    return;
  }
  line ??= Object.assign(document.createElement("div"), { className: "row-here" });
  if (!line.isConnected) document.body.append(line);
  const box = (spot.after ?? spot.next).getBoundingClientRect();
  line.style.left = `${box.left + scrollX}px`;
  line.style.width = `${box.width}px`;
  line.style.top = `${(spot.after ? box.bottom : box.top) + scrollY}px`;
}

function aim(spot) {
  if (!spot || lifted.at === keyOf(spot)) return;
  lifted.at = keyOf(spot);
  draw(spot);
  if (lifted.keys) sayWhere(spot);
}

function letGo(text) {
  lifted?.ghost?.remove();
  line?.remove();
  lifted = null;
  dress();
  say(text);
}

// One press of a button of the row's own form, with the place in it.
function drop(move) {
  const { id, at } = lifted;
  const row = rowOf(id);
  const spot = at === null ? null : spots().find((one) => keyOf(one) === at);
  const text = textOf(row);
  if (!row || !spot) {
    letGo(word(row ? "let_go" : "gone_row"));
    return;
  }
  const fields = [["item", id], ["wording", row.dataset.wording], ["group", spot.group], ["before", before(spot)]];
  letGo(word("put_down", { text }));
  move(`step/${row.dataset.step}/move-item`, fields);
}

function drag(event) {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip || event.button !== 0 || lifted) return;
  event.preventDefault(); // no selecting; the focus is given by hand
  grip.focus({ preventScroll: true });
  const id = grip.closest("[data-row]").dataset.row;
  const from = { x: event.clientX, y: event.clientY };
  let at = from;
  let frame = 0;

  function follow() {
    frame = requestAnimationFrame(follow);
    if (!lifted) return;
    const past = at.y < EDGE ? at.y - EDGE : at.y > innerHeight - EDGE ? at.y - innerHeight + EDGE : 0;
    if (past) scrollBy(0, past / 5);
    lifted.ghost.style.transform = `translate(${at.x + 14}px, ${at.y - 12}px)`;
    look();
  }
  const look = () => aim(spots().findLast((spot) => middle(spot) <= at.y) ?? spots()[0]);
  function moved(next) {
    at = { x: next.clientX, y: next.clientY };
    if (lifted || Math.hypot(at.x - from.x, at.y - from.y) < FAR) return;
    lift(id, false);
    if (!lifted) return;
    lifted.ghost = Object.assign(document.createElement("div"), { className: "row-ghost", textContent: textOf(rowOf(id)) });
    lifted.ghost.style.cssText = "left:0;top:0";
    document.body.append(lifted.ghost);
    follow();
  }
  function ended(last) {
    for (const [name, does] of heard) removeEventListener(name, does, true);
    cancelAnimationFrame(frame);
    if (!lifted) return;
    if (last.type !== "pointerup") {
      letGo(word("let_go"));
      return;
    }
    at = { x: last.clientX, y: last.clientY };
    look(); // a quick one is over before it was drawn
    drop(move);
  }
  const escape = (pressed) => { if (pressed.key === "Escape") ended(pressed); };
  // On the window: a handle that is made anew under the finger takes nothing along.
  const heard = [["pointermove", moved], ["pointerup", ended], ["pointercancel", ended], ["keydown", escape]];
  for (const [name, does] of heard) addEventListener(name, does, true);
}

// The height from which on the pointer means this place.
function middle(spot) {
  if (!spot.after) return -Infinity;
  const box = spot.after.getBoundingClientRect();
  return (box.top + box.bottom) / 2;
}

function keys(event) {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip || event.isComposing) return;
  const { row: id } = grip.closest("[data-row]").dataset;
  const { key } = event;
  if (!lifted?.keys) {
    if (key !== "Enter" && key !== " ") return;
    lift(id, true);
    if (!lifted) return;
    const rows = [...document.querySelectorAll("[data-head][data-group], [data-row][data-group]:not(.row--parked)")];
    const above = rows[rows.indexOf(grip.closest("[data-row]")) - 1];
    lifted.at = above ? nameOf(above) : "";
    say(word("lifted", { text: textOf(rowOf(id)) }));
  } else if (key === "Enter" || key === " ") {
    drop(move);
  } else if (key === "Escape") {
    letGo(word("let_go"));
  } else if (key === "ArrowUp" || key === "ArrowDown") {
    const all = spots();
    const now = all.findIndex((spot) => keyOf(spot) === lifted.at);
    aim(all[Math.max(0, Math.min(all.length - 1, now + (key === "ArrowUp" ? -1 : 1)))]);
    line?.scrollIntoView({ block: "nearest" });
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

let move;

// does: sends fields to an action of the seat.
export function startArranging(does) {
  move = does;
  document.addEventListener("pointerdown", drag);
  document.addEventListener("keydown", keys, true);
  document.addEventListener("beraad:shown", dress);
  document.addEventListener("focusout", (event) => {
    if (lifted?.keys && event.target.dataset?.grip !== undefined && event.relatedTarget) letGo(word("let_go"));
  });
}
