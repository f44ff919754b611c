import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isAbout, wayTo } from '../../src/preppal/static/js/resumes/marks.js';

test('a mark is about the values it names, and an entry is all of its fields', () => {
  const of = 'role_1_title role_1_company';
  assert.ok(isAbout(of, 'role_1_title'));
  assert.ok(isAbout(of, 'role_1'));
  assert.ok(!isAbout(of, 'role_1_start'));
  assert.ok(!isAbout('role_11_title', 'role_1'));
  assert.ok(!isAbout('links', 'link'));
});

test('what can be seen is not scrolled to, anything else into the middle', () => {
  const box = { top: 100, bottom: 500 };
  assert.equal(wayTo({ top: 100, bottom: 120 }, box), 0);
  assert.equal(wayTo({ top: 890, bottom: 910 }, box), 600);
  assert.equal(wayTo({ top: -110, bottom: -90 }, box), -400);
});
