// Small behaviours of the session pages, hung on attributes so that they survive every morph.
import { say } from "./words.js";

// A button that asks once more, in its own place: no window that stops everything.
function confirmTwice() {
  const asked = new WeakMap();
  document.addEventListener(
    "submit",
    (event) => {
      const button = event.submitter;
      const question = button?.dataset.confirm ?? event.target.dataset.confirm;
      if (!question || !button) return;
      if (asked.get(button) > Date.now()) {
        asked.delete(button);
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      asked.set(button, Date.now() + 5000);
      const before = [...button.childNodes].map((node) => node.cloneNode(true));
      button.replaceChildren(say("sure"));
      button.setAttribute("aria-description", question);
      button.title = question;
      setTimeout(() => {
        button.replaceChildren(...before);
        button.removeAttribute("aria-description");
        button.removeAttribute("title");
      }, 5000);
    },
    true,
  );
}

// How many characters are left, once it matters.
function countCharacters() {
  document.addEventListener("input", (event) => {
    const count = document.querySelector(`[data-count="${CSS.escape(event.target.id ?? "")}"]`);
    if (!count || !event.target.id) return;
    const left = Number(count.dataset.most) - [...event.target.value].length;
    count.textContent = say("characters_left", { count: left });
    count.classList.toggle("say__most--near", left < 40);
  });
}

function copyButtons() {
  if (!navigator.clipboard) return;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy).catch(() => {});
    (button.querySelector("span") ?? button).textContent = say("copied");
  });
}

export function showCopyButtons() {
  if (navigator.clipboard) document.querySelectorAll("[data-copy][hidden]").forEach((button) => (button.hidden = false));
}

// A wide window of the facilitator may hang on the projector: asked once for each beraad.
function askForBeamer() {
  const dialog = document.querySelector("dialog[data-beamer]");
  const key = `beamer-${document.body.dataset.session}`;
  if (!dialog || innerWidth < 1000 || localStorage.getItem(key)) return;
  const close = () => dialog.close();
  dialog.querySelector("[data-close]").addEventListener("click", close);
  dialog.addEventListener("close", () => localStorage.setItem(key, "asked"));
  dialog.querySelector("form").addEventListener("submit", () => localStorage.setItem(key, "asked"));
  dialog.showModal();
}

// The projector and the phone in hand stay awake while there is something to see.
async function stayAwake() {
  const ask = () => navigator.wakeLock?.request("screen").catch(() => {});
  await ask();
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
}

export function smallBehaviours() {
  confirmTwice();
  countCharacters();
  copyButtons();
  showCopyButtons();
  askForBeamer();
  if (document.body.dataset.face === "screen") stayAwake();
}
