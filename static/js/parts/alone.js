// Leading on without a network. What is said at each step came with the page, and is shown here one step at a time, with
// a clock of its own. Nobody else is moved; once there is a network again, whoever leads says whether everybody comes along.

import { forget, steers, wake } from "../session/forms.js";
import { now, tick } from "../session/time.js";
import { word } from "../session/words.js";

const alone = document.querySelector("[data-alone]");
const controls = document.querySelector(".alone__controls");
const clock = controls.querySelector("[data-alone-clock]");
const due = new Map(); // step → until when, as the server tells time
let at = ""; // the step that is shown
let online = true;

const steps = () => [...alone.querySelectorAll("[data-step]")];
const index = () => steps().findIndex((one) => one.dataset.step === at);
const titleOf = (step) => step.querySelector(".question").textContent;
const here = () => document.querySelector(".rail__step[aria-current] .rail__button")?.value ?? "";
const state = () => alone.dataset.alone;
const leads = () => ["leads", "back"].includes(state());

function enter(to) {
  alone.dataset.alone = to;
  document.querySelector(".desk").classList.toggle("is-alone", leads());
  show();
}

function show() {
  if (!leads()) return;
  const all = steps();
  const step = all[index()] ?? all[0];
  if (!step) return;
  at = step.dataset.step;
  for (const one of all) one.hidden = one !== step;
  const minutes = Number(step.dataset.minutes);
  if (!due.has(at) && minutes) due.set(at, new Date(now() + minutes * 60000).toISOString());
  if (due.has(at)) clock.dataset.due = due.get(at);
  else {
    delete clock.dataset.due;
    clock.textContent = "";
  }
  const [before, after] = [all[index() - 1], all[index() + 1]];
  controls.querySelector('[data-alone-go="-1"]').hidden = !before;
  controls.querySelector('[data-alone-go="1"]').hidden = !after;
  if (after) controls.querySelector("[data-alone-next]").textContent = word("to_step", { title: titleOf(after) });
  alone.querySelector("[data-alone-where]").textContent = word("you_are_at", { title: titleOf(step) });
  alone.querySelector("[data-alone-bring]").hidden = !document.getElementById("f-open-step");
  tick();
}

function go(to) {
  at = to;
  show();
  document.getElementById("main").focus({ preventScroll: true });
  scrollTo(0, 0);
}

function begin() {
  at = here();
  due.clear();
  const open = document.querySelector(".bar__time[data-due]");
  if (at && open) due.set(at, open.dataset.due);
  // What was to move the group and did not arrive would move it whenever the network is back.
  forget(steers);
  wake();
  enter("leads");
  go(at);
}

const end = () => enter(online ? "off" : "gone");

function bring() {
  const to = [...document.querySelectorAll(".rail__button")].find((one) => one.value === at);
  end();
  if (to && !to.disabled) to.click();
}

document.addEventListener("beraad:offline", ({ detail }) => {
  online = detail === null;
  if (leads()) enter(!online ? "leads" : at === here() ? "off" : "back");
  else enter(online ? "off" : "gone");
});
document.addEventListener("beraad:shown", () => {
  if (state() === "back" && at === here()) end();
  else show();
});
document.addEventListener("click", (event) => {
  const hit = (what) => event.target.closest?.(what);
  if (hit("[data-alone-begin]")) begin();
  else if (hit("[data-alone-end]")) end();
  else if (hit("[data-alone-bring]")) bring();
  else if (hit("[data-alone-go]")) go(steps()[index() + Number(hit("[data-alone-go]").dataset.aloneGo)].dataset.step);
}, true);
// In the rail one goes to another step here, as long as nobody else can be moved.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".rail__button");
  if (!button || state() !== "leads" || !steps().some((one) => one.dataset.step === button.value)) return;
  event.preventDefault();
  go(button.value);
}, true);
