import assert from "node:assert/strict";
import { test } from "node:test";

import { landing, placeFor } from "../../src/preppal/static/js/lib/reordering.js";

const rows = [{ top: 0, height: 100 }, { top: 100, height: 60 }, { top: 160, height: 100 }];
const middles = rows.map(landing);

test("the middle of a row is where another passes it", () => {
  assert.deepEqual(middles, [50, 130, 210]);
});

test("a place is how many lie above", () => {
  assert.deepEqual([-500, 50, 51, 130, 200, 211, 9000].map((y) => placeFor(y, middles)), [0, 0, 1, 1, 2, 3, 3]);
});

test("alone there is one place", () => {
  assert.equal(placeFor(7, []), 0);
});
