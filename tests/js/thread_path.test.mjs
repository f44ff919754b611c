// The thread from marked words to what they earned.
import assert from "node:assert/strict";
import { test } from "node:test";

import { outermost, threadPath } from "../../src/preppal/static/js/lib/thread_path.js";

const numbers = (/** @type {string} */ path) => (path.match(/-?[\d.]+/g) ?? []).map(Number);

test("it leaves level, follows the gutter and arrives level", () => {
  const path = threadPath({ x: 100, y: 40 }, { x: 300, y: 200 }, 250);
  assert.match(path, /^M[\d. ]+H[\d.]+Q[\d. ]+V[\d.]+Q[\d. ]+H[\d.]+$/);
  assert.deepEqual(numbers(path).slice(0, 2), [100.5, 40.5]);
  assert.equal(numbers(path).at(-1), 300.5);
});

test("upwards as well", () => {
  const path = threadPath({ x: 100, y: 200 }, { x: 300, y: 40 }, 250);
  const [, , , , , , afterElbow, along] = numbers(path);
  assert.ok(along < afterElbow, "the long stretch rises");
});

test("its elbows shrink where the ends are nearly level, and vanish where they are", () => {
  assert.ok(threadPath({ x: 0, y: 10 }, { x: 100, y: 16 }, 50).includes("Q"));
  assert.equal(threadPath({ x: 0, y: 10 }, { x: 100, y: 10 }, 50), "M0.5 10.5H100.5");
});

test("a wrapped mark starts the thread at the line that reaches furthest", () => {
  const lines = [
    { left: 200, right: 500 },
    { left: 40, right: 180 },
  ];
  assert.equal(outermost(lines, "right"), lines[0]);
  assert.equal(outermost(lines, "left"), lines[1]);
  assert.equal(outermost([], "left"), undefined);
});
