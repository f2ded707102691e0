import assert from "node:assert/strict";
import { test } from "node:test";
import { behind, digits, left } from "../../static/js/session/time.js";

test("what is left is said in minutes, then in seconds, then as time over", () => {
  assert.deepEqual(left(480), ["minutes_left", 8]);
  assert.deepEqual(left(421), ["minutes_left", 8]);
  assert.deepEqual(left(60), ["minute_left", 1]);
  assert.deepEqual(left(39.2), ["seconds_left", 40]);
  assert.deepEqual(left(0), ["time_up", 0]);
  assert.deepEqual(left(-59), ["time_up", 0]);
  assert.deepEqual(left(-185), ["over_time", 3]);
});

test("digits count down to nought and then up with a plus", () => {
  assert.deepEqual([425, 0, -80].map((s) => digits(s, "clock")), ["7:05", "0:00", "+1:20"]);
  assert.deepEqual([425, 59, 0, -30, -185].map((s) => digits(s, "minutes")), ["8", "1", "0", "0", "+3"]);
});

test("a group is behind by what this step and those after it still take", () => {
  const ends = Date.parse("2026-11-24T12:45:00Z");
  const due = Date.parse("2026-11-24T12:28:00Z");
  assert.equal(behind(due - 60000, due, 20, ends), 3);
  assert.equal(behind(due + 120000, due, 20, ends), 5);
  assert.equal(behind(due - 60000, due, 10, ends), -7);
});
