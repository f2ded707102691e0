import assert from "node:assert/strict";
import { test } from "node:test";
import { makeSender } from "../../static/js/session/sender.js";

const json = (status, body) => ({ ok: status < 400, status, json: async () => body });
const saved = () => json(200, { stamp: "5.0", mine: {} });
const refused = (code) => json(409, { error: { code, message: "nee", field: null } });

// A sender whose network gives these answers in turn; an Error is a network that fails.
function network(...answers) {
  const sent = [];
  let ops = 0;
  const told = [];
  const sender = makeSender({
    fetch: async (action, { body }) => {
      sent.push({ action, ...Object.fromEntries(body) });
      const next = answers.length > 1 ? answers.shift() : answers[0];
      const answer = typeof next === "function" ? await next() : next;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    sleep: async () => {},
    newOp: () => `op${(ops += 1)}`,
    told: (state) => told.push(state),
  });
  return { ...sender, sent, told };
}

test("an input is sent again with the same op until it is answered", async () => {
  const { send, sent, told } = network(new Error("offline"), json(503, {}), saved());
  const outcome = await send("f", "choose", [["choice", "a"]]);
  assert.equal(outcome.kind, "saved");
  assert.deepEqual(sent.map((one) => one.op), ["op1", "op1", "op1"]);
  assert.deepEqual(told, ["sending", "waiting", "sending", "waiting", "sending", "answered"]);
});

test("two presses before the answer are one input", async () => {
  const { send, sent } = network(saved());
  const [one, two] = await Promise.all([send("f", "choose", [["choice", "a"]]), send("f", "choose", [["choice", "a"]])]);
  assert.equal(sent.length, 1);
  assert.equal(one, two);
});

test("the same words sent again after the answer are a new input", async () => {
  const { send, sent } = network(saved());
  await send("f", "choose", [["choice", "a"]]);
  await send("f", "choose", [["choice", "a"]]);
  assert.deepEqual(sent.map((one) => one.op), ["op1", "op2"]);
});

test("other words from the same place take the place of what waits, under an op of their own", async () => {
  let release;
  const { send, sent } = network(() => new Promise((resolve) => { release = () => resolve(new Error("offline")); }), saved());
  const first = send("f", "choose", [["choice", "a"]]);
  await new Promise(setImmediate);
  const second = send("f", "choose", [["choice", "b"]]);
  release();
  assert.equal((await first).kind, "dropped");
  assert.equal((await second).kind, "saved");
  assert.deepEqual(sent.map((one) => [one.choice, one.op]), [["a", "op1"], ["b", "op2"]]);
});

test("a refusal is told, and sending again is decided again", async () => {
  const { send, sent } = network(refused("step-closed"), saved());
  const outcome = await send("f", "choose", []);
  assert.deepEqual([outcome.kind, outcome.status, outcome.error.code], ["refused", 409, "step-closed"]);
  assert.equal((await send("f", "choose", [])).kind, "saved");
  assert.notEqual(sent[0].op, sent[1].op);
});

test("after a fault the same op is used, because it may have been stored", async () => {
  const { send, sent } = network(json(500, { error: { code: "fault", message: "ons", field: null } }), saved());
  assert.equal((await send("f", "choose", [])).kind, "fault");
  assert.equal((await send("f", "choose", [])).kind, "saved");
  assert.equal(sent[0].op, sent[1].op);
});

test("a page of somebody else on the network is no answer", async () => {
  const stranger = { ok: true, status: 200, json: async () => { throw new SyntaxError("html"); } };
  const { send, sent } = network(stranger, saved());
  assert.equal((await send("f", "choose", [])).kind, "saved");
  assert.equal(sent.length, 2);
});

test("what goes without a name carries a word to take it back with, the same until it is answered", async () => {
  const { send, sent } = network(new Error("offline"), saved(), saved());
  const outcome = await send("f", "add", [["text", "x"], ["unnamed", "1"]]);
  assert.deepEqual(sent.map((one) => [one.op, one.edit]), [["op1", "op2"], ["op1", "op2"]]);
  assert.equal(outcome.edit, "op2");
  await send("f", "add", [["text", "x"], ["unnamed", "1"]]);
  assert.deepEqual([sent[2].op, sent[2].edit], ["op3", "op4"]);
});

test("what goes with a name carries no such word", async () => {
  const { send, sent } = network(saved());
  const outcome = await send("f", "add", [["text", "x"], ["unnamed", ""]]);
  assert.equal(outcome.edit, "");
  assert.ok(!("edit" in sent[0]));
});

test("a page that starts anew sends on what was not answered, under the op it had", async () => {
  let release;
  const before = network(() => new Promise((resolve) => { release = () => resolve(saved()); }));
  const going = before.send("f", "add", [["text", "x"], ["unnamed", "1"]]);
  await new Promise(setImmediate);
  const kept = JSON.parse(JSON.stringify(before.unanswered()));
  assert.deepEqual(kept, [{ place: "f", action: "add", fields: [["text", "x"], ["unnamed", "1"]], op: "op1", edit: "op2" }]);
  const { send, sent, remember, unanswered } = network(saved());
  remember(kept);
  assert.equal((await send("f", "add", kept[0].fields)).edit, "op2");
  assert.deepEqual([sent[0].op, sent[0].edit], ["op1", "op2"]);
  assert.deepEqual(unanswered(), []);
  release();
  await going;
});

test("other words than were not answered go under an op of their own", async () => {
  const { send, sent, remember } = network(saved());
  remember([{ place: "f", action: "add", fields: [["text", "x"]], op: "old", edit: "" }]);
  await send("f", "add", [["text", "y"]]);
  assert.equal(sent[0].op, "op1");
});
