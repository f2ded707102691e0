// Applies messages to a page with the page's own rules: one JSON line in ({page, messages}), one line out (the
// pages after each message; "resume" where it asks for one).
import { createInterface } from "node:readline";

const { applyOwn, applyParts, RESUME, resume, shown } = await import(process.argv[2]);

const step = { parts: applyParts, mine: applyOwn, fresh: resume };

for await (const line of createInterface({ input: process.stdin })) {
  let { page, messages } = JSON.parse(line);
  const seen = [];
  for (const { kind, message } of messages) {
    const next = step[kind](page, message);
    if (next !== RESUME) page = next;
    seen.push({ resume: next === RESUME, page, shown: shown(page) });
  }
  console.log(JSON.stringify(seen));
}
