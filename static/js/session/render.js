// Makes the regions on the page equal to what merge.js says the page holds.

import { shown } from "./merge.js";
import { morph } from "./morph.js";

const put = (list, section, before) => {
  if (list.moveBefore && section.isConnected) list.moveBefore(section, before); // keeps the focus
  else list.insertBefore(section, before);
};

// made: collects the keys of sections that are new here, and so empty.
function arrange(list, keys, made) {
  const here = new Map([...list.children].map((section) => [section.dataset.part, section]));
  for (const [key, section] of here) if (!keys.includes(key)) section.remove();
  let next = list.firstElementChild;
  for (const key of keys) {
    let section = here.get(key);
    if (section && section === next) {
      next = next.nextElementSibling;
      continue;
    }
    if (!section) {
      section = document.createElement("section");
      section.dataset.part = key;
      made.add(key);
    }
    put(list, section, next);
  }
}

// Returns a function of (page, keys to make fresh). It remembers what it last put where.
export function makeRender(first) {
  const last = new Map(Object.entries(shown(first)));
  return function render(page, fresh = new Set()) {
    const focus = document.activeElement;
    const made = new Set(); // also of a part that went to another region
    for (const list of document.querySelectorAll("[data-list]")) {
      const keys = page.order[list.dataset.list] ?? [];
      arrange(list, keys, made);
    }
    const now = shown(page);
    for (const section of document.querySelectorAll("[data-list] > [data-part]")) {
      const key = section.dataset.part;
      if (key in page.own && !(key in page.parts)) section.dataset.stamp = page.own[key][0];
      if (made.has(key) || last.get(key) !== now[key] || fresh.has(key)) morph(section, now[key], { refresh: fresh.has(key) });
    }
    last.clear();
    for (const [key, html] of Object.entries(now)) last.set(key, html);
    if (focus?.isConnected && focus !== document.activeElement) focus.focus({ preventScroll: true });
  };
}
