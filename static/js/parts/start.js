// Hangs behaviour on elements with data-module. Every page works without.
import codeCells from "./code_cells.js";
import copyLink from "./copy_link.js";
import drop from "./drop.js";

const MODULES = { "code-cells": codeCells, "copy-link": copyLink, drop };

for (const element of document.querySelectorAll("[data-module]")) {
  MODULES[element.dataset.module]?.(element);
}
