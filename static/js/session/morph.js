// Server HTML enters the page here and nowhere else: parsed under the one Trusted Types policy, then morphed in,
// so that focus, caret and unsent text stay.
import { Idiomorph } from "../../vendor/idiomorph.js";

const policy = globalThis.trustedTypes?.createPolicy("beraad", { createHTML: (html) => html }) ?? {
  createHTML: (html) => html,
};

const parse = (html) => new DOMParser().parseFromString(policy.createHTML(html), "text/html");

// A whole page as a document of its own.
export const pageOf = (html) => parse(html);

// The nodes of a part. A template, because a bare <tr> dies in the parser.
export const nodesOf = (html) => parse(`<template>${html}</template>`).querySelector("template").content.childNodes;

const TEXT = "textarea, input:not([type]), input[type=text], input[type=search], input[type=number]";

// Whether a field holds something that the server has not been told.
export function unsent(field) {
  if (field.type === "radio" && field.form) {
    return [...field.form.elements].some((other) => other.name === field.name && other.checked !== other.defaultChecked);
  }
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
}

// The text fields in an element in which something stands that was not sent.
export function unsentTexts(element) {
  const fields = element.matches?.(TEXT) ? [element] : [...(element.querySelectorAll?.(TEXT) ?? [])];
  return fields.filter((field) => field.type !== "hidden" && field.value.trim() && unsent(field));
}

// What was sent counts as what stands there, so that the answer may refresh it. Typed since then: it stays unsent.
export function markSent(form, sent) {
  for (const field of form.elements) {
    if (!field.name || !sent.has(field.name)) continue;
    if (field.type === "radio" || field.type === "checkbox") field.defaultChecked = field.checked;
    else if (field.tagName === "SELECT") for (const option of field.options) option.defaultSelected = option.selected;
    else if (field.tagName !== "BUTTON" && field.type !== "hidden") field.defaultValue = sent.get(field.name);
  }
}

const PROTECTED = new Set(["value", "checked", "selected"]);

// Morph nodes into an element. lost: told each element that goes away, before it does.
export function morph(element, nodes, lost) {
  Idiomorph.morph(element, [...nodes], {
    morphStyle: "innerHTML",
    ignoreActiveValue: true,
    restoreFocus: true,
    callbacks: {
      beforeAttributeUpdated(name, node) {
        if (name === "open" && node.tagName === "DETAILS") return false; // unfolded by the reader
        const field = node.tagName === "OPTION" ? node.closest("select") : node;
        return !(PROTECTED.has(name) && field && "form" in field && unsent(field));
      },
      beforeNodeRemoved(node) {
        if (node.nodeType === Node.ELEMENT_NODE) lost(node);
        return true;
      },
    },
  });
}

// Give a region its parts in order: new ones are made, those that are gone are taken away, none moves without need.
export function arrange(list, keys, lost) {
  const there = new Map([...list.children].map((part) => [part.dataset.part, part]));
  for (const [key, part] of there) {
    if (keys.includes(key)) continue;
    lost(part);
    part.remove();
  }
  let before = list.firstElementChild;
  for (const key of keys) {
    let part = there.get(key);
    if (!part) {
      part = document.createElement("section");
      part.dataset.part = key;
    }
    if (part === before) before = before.nextElementSibling;
    else list.insertBefore(part, before);
  }
}
