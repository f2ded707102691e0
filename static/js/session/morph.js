// The only place where HTML of the server enters the page, through one Trusted Types policy.

import { Idiomorph } from "../../vendor/idiomorph.js";
import { isUnsent } from "./fields.js";

const policy = globalThis.trustedTypes?.createPolicy("beraad", { createHTML: (html) => html }) ?? { createHTML: (html) => html };

const parse = (html) => new DOMParser().parseFromString(policy.createHTML(html), "text/html");

// A template keeps a bare table row whole.
const nodes = (html) => [...parse(`<template>${html}</template>`).querySelector("template").content.childNodes];

// Forms whose hidden fields may follow the server although something in them is unsent.
const followed = new WeakSet();
export const follow = (form) => followed.add(form);

// Folds that a person opened or closed stay as they are.
const folded = new WeakSet();
export const watchFolds = (root) =>
  root.addEventListener("click", (event) => {
    const fold = event.target.closest?.("summary")?.parentElement;
    if (fold) folded.add(fold);
  });

const holdsUnsent = (root) => [...root.querySelectorAll("input, textarea, select")].some((f) => f.type !== "hidden" && isUnsent(f));

function keeps(attribute, element) {
  if (element.dataset.local !== undefined || element.closest("[data-local]")) return true;
  if (element.ariaInvalid === "true" && ["aria-invalid", "aria-describedby"].includes(attribute)) return true;
  if (attribute === "class" && element.classList.contains("field--wrong")) return true;
  if (attribute === "open" && element instanceof HTMLDetailsElement) return folded.has(element) || holdsUnsent(element);
  if (attribute === "hidden" && ["copy", "until", "scripted"].some((name) => element.dataset[name] !== undefined)) return true;
  if (["data-presence", "tabindex", "aria-busy"].includes(attribute)) return true;
  if (element.type === "hidden" && element.form && attribute === "value") {
    // What was typed goes with the wording it was typed over: then the server can say that it changed.
    return !followed.has(element.form) && holdsUnsent(element.form);
  }
  if (element.matches("option")) return attribute === "selected" && isUnsent(element); // its value goes with its words
  if (["value", "checked"].includes(attribute) && element.matches("input, textarea")) return isUnsent(element);
  return false;
}

let locals = 0;

// Make an element hold this HTML, without touching what is unsent, the focus, or what the page itself put there.
// refresh: the field with the focus may change too, because what stood in it has been sent.
export function morph(element, html, { refresh = false } = {}) {
  const active = document.activeElement?.matches("input, textarea, select") ? document.activeElement : null;
  // What the page itself put there is passed by: with an id of its own nothing of the server's becomes it.
  for (const local of element.querySelectorAll("[data-local]:not([id])")) local.id = `local-${(locals += 1)}`;
  Idiomorph.morph(element, nodes(html), {
    morphStyle: "innerHTML",
    // Only where somebody types: of a button with the focus it would keep the old words, and the old step behind them.
    ignoreActiveValue: Boolean(active) && !(refresh && !isUnsent(active)),
    callbacks: {
      beforeAttributeUpdated: (attribute, node) => !keeps(attribute, node),
      beforeNodeRemoved: (node) => !(node.dataset && node.dataset.local !== undefined),
    },
  });
}

// What a whole page of the server holds, for merge.js; null when it is not the page of a seat.
export function readPage(html) {
  return readDocument(parse(html));
}

export function readDocument(page) {
  if (page.body?.dataset.module !== "session") return null;
  const read = { stamp: page.body.dataset.stamp, parts: {}, own: {}, order: {} };
  for (const list of page.querySelectorAll("[data-list]")) {
    read.order[list.dataset.list] = [];
    for (const section of list.querySelectorAll(":scope > [data-part]")) {
      const { part, stamp } = section.dataset;
      read.order[list.dataset.list].push(part);
      if (stamp) read.own[part] = [stamp, section.innerHTML];
      else read.parts[part] = section.innerHTML;
    }
  }
  return read;
}
