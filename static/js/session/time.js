// Time by the clock of the server. Whatever depends on now is written here; a part never does.

import { word } from "./words.js";

let offset = 0;
let letGo = ""; // the moment of what need not stand there any longer

// iso: what time the server had when this device had `here` (ms).
export const setTime = (iso, here = Date.now()) => { offset = Date.parse(iso) - here; };
export const now = () => Date.now() + offset;

// Seconds left → [key, count] of the words for it.
export function left(seconds) {
  if (seconds <= -60) return ["over_time", Math.floor(-seconds / 60)];
  if (seconds <= 0) return ["time_up", 0];
  if (seconds < 60) return ["seconds_left", Math.ceil(seconds)];
  const minutes = Math.ceil(seconds / 60);
  return [minutes === 1 ? "minute_left" : "minutes_left", minutes];
}

// Seconds left → digits. "minutes": 8, +3 over time; "clock": 7:05, +1:20 over time.
export function digits(seconds, form) {
  const size = Math.abs(seconds);
  const over = seconds <= -1 ? "+" : "";
  if (form === "minutes") return seconds > 0 ? String(Math.ceil(seconds / 60)) : over && size >= 60 ? `+${Math.floor(size / 60)}` : "0";
  const whole = seconds > 0 ? Math.ceil(seconds) : Math.floor(size);
  return `${over}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// How many minutes behind the planned end (negative: ahead). All in ms but rest, the minutes after this step.
export const behind = (at, due, rest, ends) => Math.round((Math.max(at, due) + rest * 60000 - ends) / 60000);

const write = (element, text) => { if (text && element.textContent !== text) element.textContent = text; };

function ends(line, at) {
  if (!line.dataset.stepDue) return;
  const late = behind(at, Date.parse(line.dataset.stepDue), Number(line.dataset.rest), Date.parse(line.dataset.ends));
  let said = line.querySelector("[data-local]");
  if (!said) {
    said = document.createElement("span");
    said.dataset.local = "";
    line.append(said);
  }
  const key = late > 0 ? "behind" : late < 0 ? "ahead" : "on_time";
  write(said, word(key, { count: Math.abs(late) }));
  line.classList.toggle("is-behind", late > 0);
}

export function tick() {
  const at = now();
  const until = (iso) => (Date.parse(iso) - at) / 1000;
  for (const element of document.querySelectorAll("[data-due]")) {
    const seconds = until(element.dataset.due);
    const [key, count] = left(seconds);
    write(element, element.dataset.form ? digits(seconds, element.dataset.form) : word(key, { count }));
  }
  for (const element of document.querySelectorAll("[data-until]")) {
    element.hidden = until(element.dataset.until) <= 0 || element.dataset.until === letGo;
  }
  for (const ring of document.querySelectorAll("[data-ring]")) {
    const share = Math.max(0, Math.min(100, (until(ring.dataset.ring) / 60 / (Number(ring.dataset.minutes) || 1)) * 100));
    ring.querySelector(".ring__left")?.setAttribute("stroke-dasharray", `${share.toFixed(1)} 100`);
  }
  for (const line of document.querySelectorAll("[data-ends]")) ends(line, at);
  for (const element of document.querySelectorAll("[data-countdown]")) {
    write(element, word("reveal_in", { count: Math.max(1, Math.ceil(until(element.dataset.countdown))) }));
  }
}

// data-let-be: what is shown until a moment may go now.
function letBe(event) {
  const shown = event.target.closest?.("[data-let-be]")?.closest("[data-until]");
  if (!shown) return;
  letGo = shown.dataset.until;
  tick();
}

export function startClock() {
  document.addEventListener("click", letBe);
  const came = performance.getEntriesByType("navigation")[0]?.responseStart;
  setTime(document.body.dataset.now, came ? performance.timeOrigin + came : Date.now());
  tick();
  setInterval(() => { if (!document.hidden) tick(); }, 250);
}
