import assert from 'node:assert/strict';
import { test } from 'node:test';

import { lengthOf } from '../../src/preppal/static/js/personas/counting.js';
import { monogramOf, portraitPaths } from '../../src/preppal/static/js/personas/portrait.js';
import { MOST_TRIES, SILENCE, voiceStep } from '../../src/preppal/static/js/personas/voice_steps.js';
import { draws } from './draws.mjs';

test('the portrait stays inside its frame, leaves room for letters, and differs by manner', () => {
  const seen = new Set();
  for (let warmth = 1; warmth <= 5; warmth += 1) {
    for (let pace = 1; pace <= 5; pace += 1) {
      for (let probing = 1; probing <= 5; probing += 1) {
        const paths = portraitPaths({ warmth, pace, probing }, 9, 100);
        assert.equal(paths.length, 9);
        const outer = paths[8].match(/-?\d+ -?\d+/g).map((pair) => pair.split(' ').map(Number));
        const inner = paths[0].match(/-?\d+ -?\d+/g).map((pair) => pair.split(' ').map(Number));
        assert.ok(outer.every(([x, y]) => Math.hypot(x, y) <= 101.5));
        assert.ok(inner.every(([x, y]) => Math.hypot(x, y) >= 30));
        assert.ok(paths.every((path) => path.startsWith('M') && path.endsWith('z')));
        seen.add(paths[8]);
      }
    }
  }
  assert.equal(seen.size, 125);
});

test('letters are those of the first and the last word, whole characters', () => {
  assert.equal(monogramOf('Ruth Adeyemi'), 'RA');
  assert.equal(monogramOf('  Ana   María  Roca '), 'AR');
  assert.equal(monogramOf('Plato'), 'P');
  assert.equal(monogramOf('面 包'), '面包');
  assert.equal(monogramOf('𝒜na Ito'), '𝒜I');
  assert.equal(monogramOf('   '), '');
});

test('characters are counted as the server does', () => {
  assert.equal(lengthOf('  Ana \t Ito \n'), 7);
  assert.equal(lengthOf('面包师'), 3);
  assert.equal(lengthOf('👩‍🍳'), 3);
  assert.equal(lengthOf('𝒜'), 1);
  assert.equal(lengthOf(' a\r\n\r\nb  c ', { lines: true }), 7);
  assert.equal(lengthOf(' '), 0);
});

test('a voice is asked for, loads, speaks and falls silent', () => {
  let state = voiceStep(SILENCE, { type: 'press' });
  assert.equal(state.hearing, 'asking');
  state = voiceStep(state, { type: 'loading', told: 'Loading' });
  assert.deepEqual([state.hearing, state.told], ['loading', 'Loading']);
  state = voiceStep(state, { type: 'arrived' });
  assert.equal(state.hearing, 'speaking');
  assert.equal(voiceStep(state, { type: 'press' }).hearing, 'still');
  assert.equal(voiceStep(state, { type: 'ended' }).hearing, 'still');
});

test('it does not wait for ever, and says why it stopped', () => {
  let state = voiceStep(SILENCE, { type: 'press' });
  for (let tries = 0; tries < MOST_TRIES; tries += 1) state = voiceStep(state, { type: 'loading', told: 'Loading' });
  assert.equal(state.hearing, 'loading');
  assert.equal(voiceStep(state, { type: 'loading', told: 'Loading' }).hearing, 'failed');
  assert.equal(voiceStep(state, { type: 'refused', told: 'Enough.' }).told, 'Enough.');
});

test('what arrives after the form changed is not played', () => {
  const asked = voiceStep(SILENCE, { type: 'press' });
  const changed = voiceStep(asked, { type: 'changed' });
  for (const late of ['arrived', 'loading', 'refused', 'ended']) {
    assert.deepEqual(voiceStep(changed, { type: late, told: 'late' }), SILENCE);
  }
});

test('whatever happens in whatever order, it is in one of five states', () => {
  const { pick } = draws(4);
  const events = ['press', 'loading', 'arrived', 'refused', 'ended', 'changed', 'nonsense', 'constructor'];
  let state = SILENCE;
  for (let count = 0; count < 5000; count += 1) {
    state = voiceStep(state, { type: pick(events), told: 'x' });
    assert.ok(['still', 'asking', 'loading', 'speaking', 'failed'].includes(state.hearing));
    assert.ok(state.tries <= MOST_TRIES);
  }
});
