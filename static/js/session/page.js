// The page as data and as DOM: takes in pushes and receipts by the rules of merge.js, and shows what changed.
import { applyOwn, applyParts, newer, RESUME, resume, shown } from "./merge.js";
import { arrange, morph, nodesOf, pageOf } from "./morph.js";

// Read what a document holds.
function read(doc) {
  const page = { stamp: doc.body.dataset.stamp, parts: {}, own: {}, order: {} };
  for (const list of doc.querySelectorAll("[data-list]")) {
    page.order[list.dataset.list] = [...list.children].map((part) => part.dataset.part);
    for (const part of list.children) {
      if (part.dataset.stamp) page.own[part.dataset.part] = [part.dataset.stamp, part.innerHTML];
      else page.parts[part.dataset.part] = part.innerHTML;
    }
  }
  return page;
}

// lost: told each element that goes away. changed: told when something was shown. gone: told when the seat is no more.
export function livePage({ lost, changed, gone }) {
  let page = read(document);
  let asking = null;
  let again = false;

  function show(next) {
    if (next === page) return;
    const [before, after] = [shown(page), shown(next)];
    page = next;
    document.body.dataset.stamp = page.stamp;
    for (const [region, keys] of Object.entries(page.order)) {
      const list = document.querySelector(`[data-list="${region}"]`);
      if (!list) continue;
      arrange(list, keys, lost);
      for (const part of list.children) {
        const key = part.dataset.part;
        if (after[key] !== before[key] || (after[key] && !part.firstChild)) morph(part, nodesOf(after[key]), lost);
        if (page.own[key]) part.dataset.stamp = page.own[key][0];
      }
    }
    changed();
  }

  // Ask the own page again. While one is under way, at most one more follows.
  async function resumePage() {
    if (asking) {
      again = true;
      return asking;
    }
    asking = (async () => {
      try {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
        if (answer.status === 403 || answer.status === 404) return gone();
        if (!answer.ok) return undefined;
        show(resume(page, read(pageOf(await answer.text()))));
      } catch {
        // No network: the heartbeat or the next connection asks again.
      }
      return undefined;
    })();
    await asking;
    asking = null;
    if (again) {
      again = false;
      await resumePage();
    }
    return undefined;
  }

  return {
    get stamp() {
      return page.stamp;
    },
    resume: resumePage,
    behind: (stamp) => newer(stamp, page.stamp),
    parts(message) {
      const next = applyParts(page, message);
      if (next === RESUME) resumePage();
      else show(next);
    },
    mine: (message) => show(applyOwn(page, message)),
  };
}
