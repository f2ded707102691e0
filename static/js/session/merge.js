// How a page takes in what is pushed: pure, the same rules as beraad/simulate/merge.py.
// A push is a link in a chain (docs/protocol.md). The law: state + pushes = fresh page.

// The message does not join on to the page: ask the whole page again.
export const RESUME = "resume";

const pair = (stamp) => stamp.split(".").map(Number);

export function newer(one, other) {
  const [a, b] = [pair(one), pair(other)];
  return a[0] !== b[0] ? a[0] > b[0] : a[1] > b[1];
}

const kept = (object, keep) => Object.fromEntries(Object.entries(object).filter(keep));

// Take in a round. Returns the page after it, the same page for an old one, or RESUME.
export function applyParts(page, message) {
  if (!newer(message.stamp, page.stamp)) return page;
  if (message.after !== page.stamp) return RESUME;
  const order = { ...page.order, ...message.order };
  const placed = new Set(Object.values(order).flat());
  return {
    stamp: message.stamp,
    parts: kept({ ...page.parts, ...message.parts }, ([key]) => placed.has(key)),
    own: kept(page.own, ([key, [stamp]]) => placed.has(key) || newer(stamp, message.stamp)),
    order,
  };
}

// Take in own parts, pushed or from a receipt. Older ones than the page holds change nothing.
export function applyOwn(page, message) {
  const own = { ...page.own };
  for (const [key, html] of Object.entries(message.parts)) {
    if (!(key in own) || !newer(own[key][0], message.stamp)) own[key] = [message.stamp, html];
  }
  return { ...page, own };
}

// Take over a page that was asked again; own parts that came meanwhile and are newer stay.
export function resume(page, fresh) {
  if (newer(page.stamp, fresh.stamp)) return page;
  const newest = kept(page.own, ([key, [stamp]]) => newer(stamp, (fresh.own[key] ?? [fresh.stamp])[0]));
  return { ...fresh, own: { ...fresh.own, ...newest } };
}

// What stands on the page: inner HTML by key, empty for an own part that has not come yet.
export function shown(page) {
  return Object.fromEntries(
    Object.values(page.order).flat().map((key) => [key, page.parts[key] ?? page.own[key]?.[1] ?? ""]),
  );
}
