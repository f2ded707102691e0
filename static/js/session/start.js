// The page of a seat: takes in what is pushed, sends forms, keeps what is unsent.

import { startParts } from "../parts/session.js";
import { startClock, tick } from "./time.js";
import { startForms, wake } from "./forms.js";
import { startLive } from "./live.js";
import { applyOwn, applyParts, newer, RESUME, resume } from "./merge.js";
import { readDocument, readPage, watchFolds } from "./morph.js";
import { remember, showPapers } from "./papers.js";
import { makeRender } from "./render.js";
import { sayOffline, saySending } from "./status.js";
import { collect, holdsText, keep, sentBy } from "./tray.js";
import { word } from "./words.js";

let page = readDocument(document);
const render = makeRender(page);
const sent = new Map(); // part → stamp from which on it may show what the server made of what was sent there
const waiting = []; // rounds that came while the page was asked
let asking = false;
let askAgain = false;
let seats = {};

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
  render(page, fresh);
  keep(typed);
  showPapers(room);
  if (moved && !document.activeElement?.closest("[data-part], #tray")) scrollTo(0, 0);
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

// The page of this seat is no longer given. Text is not thrown away with it.
function leave() {
  if (holdsText()) saySending(word("gone") || word("say_it"), true);
  else location.reload();
}

async function ask() {
  askAgain = asking;
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.status < 500) {
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
}

const mine = (message) => show(applyOwn(page, message));

function saved({ stamp, mine: parts }, form) {
  const part = form?.closest("[data-part]")?.dataset.part;
  if (part) sent.set(part, stamp);
  mine({ stamp, parts });
}

// The form that was refused follows the server from here on, and so must its part be made again.
function asked(form) {
  const part = form?.closest("[data-part]")?.dataset.part;
  if (part) sent.set(part, page.stamp);
  ask();
}

const room = { saved, asked, boxed: (form, action, fields, edit) => remember(sentBy(form, action, fields), edit) };
watchFolds(document);
startForms(room);
document.addEventListener("beraad:saved", ({ detail: { receipt, edit, was } }) => {
  saySending(word("saved"));
  if (edit) remember(was, edit);
  saved(receipt);
});
startClock();
startParts();
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
