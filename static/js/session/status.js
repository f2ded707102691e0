// The line that always says whether what one wrote is stored, and how old the page is.

import { word } from "./words.js";

let sending = "";
let since = "";

const clock = (at) => new Intl.DateTimeFormat(document.documentElement.lang || "nl", { hour: "2-digit", minute: "2-digit" }).format(at);

function say() {
  const line = document.getElementById("status");
  if (!line) return;
  const text = [since && word("offline", { time: since }), sending].filter(Boolean).join(" ");
  if (line.textContent !== text) line.textContent = text;
}

// text: what is said about sending. trouble: it stands out.
export function saySending(text, trouble = false) {
  sending = text;
  document.getElementById("status")?.classList.toggle("status--trouble", trouble);
  say();
}

// What was said about sending is no longer worth saying.
export function unsay(text) {
  if (sending === text) saySending("");
}

// at: when the server was last heard (ms); null when it is heard again.
export function sayOffline(at) {
  if ((at !== null) === Boolean(since)) return;
  since = at === null ? "" : clock(at);
  document.body.classList.toggle("is-offline", at !== null);
  say();
  document.dispatchEvent(new CustomEvent("beraad:offline", { detail: at }));
}
