// Clocks: the server's time decides, the page only counts. Elements carry moments; what is left is shown here.
import { clock, say } from "./words.js";

let offset = 0; // milliseconds the server is ahead of this device

export const serverSays = (iso) => {
  offset = Date.parse(iso) - Date.now();
};
const now = () => Date.now() + offset;
const put = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

function dueWords(form, left) {
  const minutes = Math.ceil(left / 60000);
  if (form === "minutes") return String(Math.max(minutes, 0));
  if (form === "clock") {
    const seconds = Math.abs(Math.trunc(left / 1000));
    const sign = left < 0 ? "+" : "";
    return `${sign}${Math.trunc(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
  if (left <= 0) return say("time_up");
  return minutes === 1 ? say("minute_left") : say("minutes_left", { count: minutes });
}

// When all is done, if from now on each step takes what was planned for it.
function endWords(element) {
  const { ends, rest, stepDue } = element.dataset;
  const end = Date.parse(ends);
  const reached = Math.max(stepDue ? Date.parse(stepDue) : now(), now()) + Number(rest) * 60000;
  const minutes = Math.round((reached - end) / 60000);
  const how = minutes > 0 ? say("behind", { count: minutes })
    : minutes < 0 ? say("ahead", { count: -minutes })
    : say("on_time");
  return `${say("ends_at", { time: clock(new Date(end)) })} · ${how}`;
}

export function tick() {
  for (const element of document.querySelectorAll("[data-due]")) {
    put(element, dueWords(element.dataset.form, Date.parse(element.dataset.due) - now()));
  }
  for (const ring of document.querySelectorAll("[data-ring]")) {
    const left = (Date.parse(ring.dataset.ring) - now()) / (Number(ring.dataset.minutes) * 60000);
    const share = Math.round(Math.min(Math.max(left, 0), 1) * 1000) / 10;
    ring.querySelector(".ring__left")?.setAttribute("stroke-dasharray", `${share} 100`);
  }
  for (const element of document.querySelectorAll("[data-ends]")) put(element.firstElementChild ?? element, endWords(element));
  for (const element of document.querySelectorAll("[data-countdown]")) {
    const left = Math.ceil((Date.parse(element.dataset.countdown) - now()) / 1000);
    put(element, say("reveal_in", { count: Math.max(left, 0) }));
  }
}
