// Where a face of a session comes alive. Everything works without; with it, the page follows the group by itself.
import { liveForms } from "./forms.js";
import { liveSocket } from "./live.js";
import { livePage } from "./page.js";
import { showCopyButtons, smallBehaviours } from "./small.js";
import { serverSays, tick } from "./time.js";
import { liveTray } from "./tray.js";
import { clock, say } from "./words.js";

const status = document.getElementById("status");
let seats = {};
let since = null; // when the connection was lost

function tell(kind) {
  const words = { saved: "saved", sending: "sending", unsent: "unsent" }[kind];
  status.dataset.kind = kind;
  status.textContent = words ? say(words) : "";
}

function connection(there) {
  document.body.toggleAttribute("data-offline", !there);
  if (there && since) {
    since = null;
    status.textContent = say("online");
  } else if (!there && !since) {
    since = new Date();
    status.dataset.kind = "offline";
    status.textContent = say("offline", { time: clock(since) });
  }
}

function showPresence() {
  for (const element of document.querySelectorAll("[data-seat]")) {
    element.dataset.presence = seats[element.dataset.seat] ?? "gone";
    const words = element.querySelector("[data-presence-words]");
    if (words) words.textContent = element.dataset.presence === "here" ? "" : say("away");
  }
}

const where = () => {
  const head = document.querySelector("[data-step-number]");
  return { number: head?.dataset.stepNumber ?? "", title: head?.dataset.stepTitle ?? "" };
};
let at = where();

const gone = () => location.reload();
const tray = liveTray(document.getElementById("tray"));
const page = livePage({
  lost: (element) => tray.take(element, at),
  changed() {
    at = where();
    showPresence();
    showCopyButtons();
    tick();
  },
  gone,
});

serverSays(document.body.dataset.now);
smallBehaviours();
liveForms({ mine: page.mine, status: tell, gone, resume: page.resume });
liveSocket({
  page,
  presence(now) {
    seats = now;
    showPresence();
  },
  gone,
  connection,
});
tick();
setInterval(tick, 500);
