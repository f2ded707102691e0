// Sends so that what a person does once is stored once. Knows no page: fetch, waiting and chance are given.
// An attempt-group is one input at one place with one op. It is sent again, the same, until it is answered,
// or until something else is sent from the same place. What goes without a name carries one more random word, `edit`,
// with which only whoever has it takes it back: the outcome of what was saved gives it.

const WAITS = [500, 1000, 2000, 4000, 8000];
const PATIENCE = 15000; // milliseconds for an answer
const LATER = new Set([502, 503, 504]);

const bodyOf = (fields) => new URLSearchParams(fields).toString();
const made = (action, fields, op, edit) => ({ action, fields, body: bodyOf(fields), op, edit, dropped: false, going: null });

// fetch: as the browser's. sleep(ms): a promise. newOp(): random. told(state): "sending", "waiting" or "answered".
export function makeSender({ fetch, sleep, newOp, told = () => {} }) {
  const groups = new Map();

  async function once(group) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(group.action, {
        method: "POST",
        body: new URLSearchParams([...group.fields, ...(group.edit ? [["edit", group.edit]] : []), ["op", group.op]]),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        signal: stop.signal,
      });
      if (LATER.has(answer.status)) return null;
      const told = await answer.json().catch(() => null);
      if (answer.ok) return told?.stamp ? { kind: "saved", receipt: told, edit: group.edit } : null; // a stranger answered, not the server
      const error = told?.error ?? { code: "", message: "", field: null };
      return { kind: answer.status >= 500 ? "fault" : "refused", status: answer.status, error };
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  async function go(place, group, before) {
    await before?.going; // never two at once from one place
    for (let turn = 0; !group.dropped; turn += 1) {
      told("sending");
      const outcome = await once(group);
      if (outcome) {
        // The same op is kept after a fault: nobody knows whether it was stored.
        if (groups.get(place) === group && outcome.kind !== "fault") groups.delete(place);
        group.going = null;
        told("answered");
        return outcome;
      }
      told("waiting");
      if (!group.dropped) await sleep(WAITS[Math.min(turn, WAITS.length - 1)] * (0.75 + Math.random() / 2));
    }
    group.going = null;
    return { kind: "dropped" };
  }

  // Send fields ([name, value] pairs) to an action. Returns the outcome: saved, refused, fault or dropped.
  function send(place, action, fields) {
    const body = bodyOf(fields);
    const before = groups.get(place);
    if (before?.action === action && before.body === body) {
      return (before.going ??= go(place, before));
    }
    if (before) before.dropped = true;
    const unnamed = fields.some(([name, value]) => name === "unnamed" && value === "1");
    const group = made(action, fields, newOp(), unnamed ? newOp() : "");
    groups.set(place, group);
    group.going = go(place, group, before);
    return group.going;
  }

  // What was sent and not answered, in the words of plain data, for a page that starts anew.
  const unanswered = () => [...groups].map(([place, { action, fields, op, edit }]) => ({ place, action, fields, op, edit }));

  // The same words sent from the same place go under the op they had: perhaps they were stored.
  function remember(list) {
    for (const { place, action, fields, op, edit } of list) {
      groups.set(place, made(action, fields, op, edit));
    }
  }

  // What has such fields is not sent any more; what was is not called back.
  function forget(which) {
    for (const [place, group] of groups) {
      if (!which(group.fields)) continue;
      group.dropped = true;
      groups.delete(place);
    }
  }

  return { send, unanswered, remember, forget };
}
