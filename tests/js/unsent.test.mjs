import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";
import { makeKeeper } from "../../static/js/session/unsent.js";

const KEY = "00".repeat(32) + "5a".repeat(32);

// As sessionStorage.
function storage() {
  const all = new Map();
  return {
    all,
    getItem: (name) => all.get(name) ?? null,
    setItem: (name, value) => { all.set(name, value); },
    removeItem: (name) => { all.delete(name); },
  };
}

// The browser's own, and what of it is underway: then something is still being written.
const underway = new Set();
const counted = (name) => (...asked) => {
  const answer = webcrypto.subtle[name](...asked);
  underway.add(answer);
  answer.catch(() => {}).finally(() => underway.delete(answer));
  return answer;
};
const CRYPTO = {
  getRandomValues: (array) => webcrypto.getRandomValues(array),
  subtle: { importKey: counted("importKey"), encrypt: counted("encrypt"), decrypt: counted("decrypt") },
};

const keeper = (there, key = KEY, crypto = CRYPTO) => makeKeeper({ storage: there, crypto, name: "beraad /s/x/in/", key });

async function written() {
  do {
    await Promise.allSettled(underway);
    await new Promise((resolve) => { setImmediate(resolve); });
  } while (underway.size);
}

test("what is kept is read again by a page with the same key, however that was masked", async () => {
  const there = storage();
  keeper(there).keep(() => ({ forms: ["Ik twijfel é 🌱"] }));
  await written();
  const otherwise = "11".repeat(32) + "4b".repeat(32);
  assert.deepEqual(await keeper(there, otherwise).read(), { forms: ["Ik twijfel é 🌱"] });
});

test("nothing of it can be read in what is stored", async () => {
  const there = storage();
  keeper(there).keep(() => ({ text: "kanarie kanarie kanarie" }));
  await written();
  const bytes = atob(there.getItem("beraad /s/x/in/"));
  assert.ok(bytes.length > 20);
  assert.ok(!bytes.includes("kanarie"));
});

test("with another key it cannot be read, and goes", async () => {
  const there = storage();
  keeper(there).keep(() => ({ text: "x" }));
  await written();
  assert.equal(await keeper(there, "00".repeat(32) + "5b".repeat(32)).read(), null);
  assert.equal(there.all.size, 0);
});

test("what was cut off or is no such thing is nothing", async () => {
  for (const wrong of ["", "x", "%%%", btoa("short"), btoa("a".repeat(80))]) {
    const there = storage();
    there.setItem("beraad /s/x/in/", wrong);
    assert.equal(await keeper(there).read(), null);
  }
});

test("without a key nothing is kept, and what was kept goes", async () => {
  for (const [key, crypto] of [["", CRYPTO], [KEY, { getRandomValues: (array) => array }]]) {
    const there = storage();
    keeper(there).keep(() => ({ text: "x" }));
    await written();
    const without = keeper(there, key, crypto);
    assert.equal(without.keeps, false);
    assert.equal(await without.read(), null);
    without.keep(() => ({ text: "y" }));
    await written();
    assert.equal(there.all.size, 0);
  }
});

test("of many changes the newest is kept, and nothing after all was sent", async () => {
  const there = storage();
  const one = keeper(there);
  for (let turn = 0; turn < 50; turn += 1) one.keep(() => ({ turn }));
  await written();
  assert.deepEqual(await keeper(there).read(), { turn: 49 });
  one.keep(() => ({ turn: 50 }));
  one.keep(() => null);
  await written();
  assert.equal(there.all.size, 0);
});

test("a full storage stops nobody", async () => {
  const there = { ...storage(), setItem: () => { throw new DOMException("full", "QuotaExceededError"); } };
  const one = keeper(there);
  one.keep(() => ({ text: "x" }));
  await written();
  one.keep(() => ({ text: "y" }));
  await written();
});
