// Hangs the behaviour of the case bank on elements with data-module. Every page works without.
import bank from "./bank.js";
import ownAnswer from "./own_answer.js";
import printButton from "./print.js";

const MODULES = { bank, "own-answer": ownAnswer, print: printButton };

for (const element of document.querySelectorAll("[data-module]")) {
  MODULES[element.dataset.module]?.(element);
}
