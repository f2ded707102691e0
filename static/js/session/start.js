// The page of a seat: takes in what is pushed, sends forms, and shows the newest of both.

import { startArranging } from "../parts/arrange.js";
import { startParts } from "../parts/session.js";
import { startAloud } from "./aloud.js";
import { startClock, tick } from "./time.js";
import { send, startForms, wake } from "./forms.js";
import { startKept } from "./kept.js";
import { startLive } from "./live.js";
import { applyOwn, applyParts, newer, RESUME, resume } from "./merge.js";
import { readDocument, readPage, watchFolds } from "./morph.js";
import { sayMoved } from "./moved.js";
import { remember, showPapers } from "./papers.js";
import { makeRender } from "./render.js";
import { sayOffline, saySending, unsay } from "./status.js";
import { collect, holdsText, inTray, keep, sentBy } from "./tray.js";
import { word } from "./words.js";

let page = readDocument(document);
const render = makeRender(page);
const sent = new Map(); // part → stamp from which on it may show what the server made of what was sent there
const waiting = []; // rounds that came while the page was asked
let asking = false;
let askAgain = false;
let seats = {};
const onPaper = new URLSearchParams(location.search).has("paper"); // a page of its own, that no push tells of

function show(next) {
  const before = page;
  page = next;
  const fresh = new Set();
  for (const [part, stamp] of sent) {
    if (newer(stamp, page.stamp) && !(part in page.own && !newer(stamp, page.own[part][0]))) continue;
    fresh.add(part);
    sent.delete(part);
  }
  if (before === page && !fresh.size) return;
  const typed = collect();
  const first = page.order.stage?.[0];
  const moved = before.order.stage?.[0] !== first;
  const had = document.activeElement?.closest("[data-part]");
  render(page, fresh);
  keep(typed);
  showPapers(room);
  if (moved && !document.activeElement?.closest("[data-part], #tray")) scrollTo(0, 0);
  if (moved) unsay(word("saved")); // that was of another step
  sayMoved(had);
  document.body.dataset.stamp = page.stamp;
  showSeats();
  tick();
  document.dispatchEvent(new CustomEvent("beraad:shown"));
}

function take(message) {
  if (asking) {
    waiting.push(message);
    return;
  }
  const next = applyParts(page, message);
  if (next === RESUME) ask();
  else show(next);
}

function showSeats() {
  for (const seat of document.querySelectorAll("[data-seat]")) {
    const presence = seats[seat.dataset.seat] ?? "away";
    if (seat.dataset.presence !== presence) seat.dataset.presence = presence;
  }
}

// A form that leads to another page is underway: what is pushed meanwhile must not break that off.
let leaving = false;
addEventListener("submit", ({ defaultPrevented, target }) => { leaving = !defaultPrevented && target.target !== "_blank"; });
addEventListener("pageshow", () => { leaving = false; });

// The page of this seat is no longer given. Text is not thrown away with it.
function leave(why) {
  if (leaving) return;
  kept.forget();
  if (holdsText()) saySending(word(`gone_${why}`) || word("gone") || word("say_it"), true);
  else if (why === "table") location.replace("../in/");
  else location.reload();
}

// Ask the own page again. Returns whether the server answered.
async function ask() {
  askAgain = asking;
  if (asking) return false;
  asking = true;
  let answered = false;
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" }, cache: "no-store" });
    answered = answer.status < 500;
    if (answered) {
      const fresh = answer.ok ? readPage(await answer.text()) : null;
      if (fresh) show(resume(page, fresh));
      else leave();
    }
  } catch {
    // No network: the next heartbeat or connection asks again.
  } finally {
    asking = false;
  }
  for (const message of waiting.splice(0)) take(message);
  if (askAgain && !asking) ask();
  return answered;
}

const mine = (message) => show(applyOwn(page, message));

function saved({ stamp, mine: parts }, form, place, fields) {
  inTray(place, fields)?.away(); // its field went while it was underway
  const part = form?.closest("[data-part]")?.dataset.part;
  if (part) sent.set(part, stamp);
  mine({ stamp, parts });
  form?.dispatchEvent(new Event("beraad:kept", { bubbles: true }));
  kept.keep();
  if (onPaper) ask();
}

// The form that was refused follows the server from here on, and so must its part be made again.
function asked(form) {
  const part = form?.closest("[data-part]")?.dataset.part;
  if (part) sent.set(part, page.stamp);
  ask();
}

const room = { saved, asked, boxed: (form, action, fields, edit) => remember(sentBy(form, action, fields), edit) };
// What was dragged or carried goes as its buttons' form does; each by itself, so that none is lost for the next.
async function move(action, fields) {
  const outcome = await send(`${action} ${fields[0][1]}`, action, fields);
  if (outcome.kind === "saved") {
    saySending(word("saved"));
    saved(outcome.receipt);
  } else if (outcome.kind !== "dropped") {
    saySending(outcome.error.message || word("lost"), true);
    ask();
  }
}

watchFolds(document);
const submit = startForms(room);
const kept = startKept({ name: `beraad ${location.pathname}${onPaper ? location.search : ""}`, submit, saved });
document.addEventListener("beraad:saved", ({ detail: { receipt, edit, was } }) => {
  saySending(word("saved"));
  if (edit) remember(was, edit);
  saved(receipt);
});
startAloud(document.querySelector("[data-aloud]"));
startClock();
startParts();
startArranging(move);
startLive({
  newer,
  stamp: () => page.stamp,
  parts: take,
  mine,
  asked: ask,
  presence: (now) => { seats = now; showSeats(); },
  gone: leave,
  heard: () => sayOffline(null),
  silent: (at) => sayOffline(at),
});
addEventListener("online", wake);
