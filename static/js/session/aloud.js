// Reads the task aloud, with a voice that is on the device: what stands here goes to nobody else's machine.
// Without such a voice there is no button.

import { word } from "./words.js";

const READ = '[data-list="stage"], [data-list="rows"]';
const task = () => document.querySelector('[data-list="stage"] > [data-part]')?.dataset.part;

export function startAloud(button, speech = globalThis.speechSynthesis) {
  if (!button || !speech) return;
  const language = document.documentElement.lang;
  const label = button.querySelector("span");
  const offered = label.textContent;
  let reads = ""; // the task that is being read
  const voice = () => speech.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
  const offer = () => { button.hidden = !voice(); };

  function stop() {
    reads = "";
    label.textContent = offered;
    speech.cancel();
  }

  function read() {
    // What is folded in is not read, nor what somebody typed: innerText holds neither.
    const lines = [...document.querySelectorAll(READ)].flatMap((list) => list.innerText.split("\n")).filter((line) => line.trim());
    if (!lines.length) return;
    reads = task();
    label.textContent = word("stop_reading");
    for (const line of lines) {
      const said = Object.assign(new SpeechSynthesisUtterance(line), { voice: voice(), lang: language, rate: 0.95 });
      said.onerror = said.onend = () => { if (line === lines.at(-1) && !speech.pending && reads) stop(); };
      speech.speak(said);
    }
  }

  button.addEventListener("click", () => (reads ? stop() : read()));
  document.addEventListener("beraad:shown", () => { if (reads && reads !== task()) stop(); });
  addEventListener("pagehide", stop);
  speech.addEventListener("voiceschanged", offer);
  offer();
}
