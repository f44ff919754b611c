import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CARE_START, careStep, isDeaf, SILENT_AFTER_MS } from '../../src/preppal/static/js/interviews/sound_care.js';
import { draws } from './draws.mjs';

const FRAME_MS = 40;
const OPEN = careStep(CARE_START, { type: 'opened' });

/** `ms` of frames at this level, or at what a function of the frame's number says. */
function after(care, ms, level, theirs = true) {
  let now = care;
  for (let i = 0; i < ms / FRAME_MS; i += 1) {
    const of = typeof level === 'function' ? level(i) : level;
    now = careStep(now, { type: 'frame', level: of, ms: FRAME_MS, theirs });
  }
  return now;
}

/** A quiet room, as recorded: -74 to -60 dB. */
const room = ((source) => () => 0.0002 + 0.0008 * source.next())(draws(5));
const speech = (loudness) => (i) => (i % 25 < 18 ? loudness * (0.4 + 0.6 * Math.abs(Math.sin(i / 3))) : 0.00015);

test('ten seconds without any sound are said, and not a moment sooner', () => {
  assert.equal(after(OPEN, SILENT_AFTER_MS - FRAME_MS, 0).trouble, '');
  assert.equal(after(OPEN, SILENT_AFTER_MS, 0).trouble, 'silent');
});

test('who thinks in a quiet room is left alone, for as long as they like', () => {
  assert.equal(after(OPEN, 600_000, room).trouble, '');
  const spoken = after(OPEN, 5000, speech(0.1));
  assert.equal(after(spoken, 600_000, room).trouble, '');
});

test('only the candidate’s own time counts, also when the interviewer is kind in between', () => {
  assert.equal(after(OPEN, 60_000, 0, false).trouble, '');
  const met = after(after(OPEN, 8000, 0), 4000, 0, false);
  assert.equal(met.trouble, '');
  assert.equal(after(met, 2000, 0).trouble, 'silent');
});

test('the first sound ends it', () => {
  const silent = after(OPEN, 12_000, 0);
  assert.ok(isDeaf(silent.trouble));
  const back = after(silent, FRAME_MS, 0.001);
  assert.equal(back.trouble, '');
  assert.ok(!isDeaf(back.trouble));
});

test('a microphone that is silent between words by itself is given longer', () => {
  let gated = OPEN;
  for (let sentence = 0; sentence < 4; sentence += 1) gated = after(after(gated, 2000, 0.08), 1500, 0);
  gated = after(gated, 400, 0.08);
  assert.equal(after(gated, 20_000, 0).trouble, '');
  assert.equal(after(gated, 30_000, 0).trouble, 'silent');
});

test('a switch that was used once does not make it one', () => {
  const switched = after(after(after(OPEN, 3000, 0.08), 4000, 0), 3000, 0.08);
  assert.equal(after(switched, 10_000, 0).trouble, 'silent');
});

test('a switch, or the system, is known at once and explains the silence', () => {
  const off = careStep(after(OPEN, 9000, 0), { type: 'switched_off', on: true });
  assert.equal(off.trouble, 'switched_off');
  assert.ok(isDeaf(off.trouble));
  assert.equal(after(off, 60_000, 0).trouble, 'switched_off');
  const on = careStep(after(off, 60_000, 0), { type: 'switched_off', on: false });
  assert.equal(on.trouble, '');
  assert.equal(after(on, 9000, 0).trouble, '');
});

test('somebody who speaks too softly to be heard is told; silence keeps being taken for silence', () => {
  const faint = after(OPEN, 12_000, speech(0.0011));
  assert.equal(faint.trouble, 'faint');
  assert.ok(!isDeaf(faint.trouble));
  assert.equal(after(faint, 1000, 0.1).trouble, '');
  // Once heard, soft moments are only soft moments.
  assert.equal(after(after(OPEN, 3000, speech(0.1)), 60_000, speech(0.0011)).trouble, '');
});

test('words that came back prove the microphone, whatever its level', () => {
  const worded = careStep(after(OPEN, 8000, speech(0.0011)), { type: 'words' });
  assert.equal(after(worded, 60_000, speech(0.0011)).trouble, '');
  assert.equal(careStep(worded, { type: 'words' }), worded);
});

test('keys and knocks are no faint voice', () => {
  const typing = (i) => (i % 12 === 0 ? 0.0011 : 0.0002);
  assert.equal(after(OPEN, 12_000, typing).trouble, '');
});

test('what is gone comes before what sleeps, and both before what is switched off', () => {
  let care = careStep(OPEN, { type: 'switched_off', on: true });
  care = careStep(care, { type: 'asleep', on: true });
  assert.equal(care.trouble, 'asleep');
  care = careStep(care, { type: 'gone' });
  assert.equal(care.trouble, 'gone');
  care = careStep(care, { type: 'opened' });
  assert.equal(care.trouble, 'asleep', 'another microphone does not wake the sound');
  assert.equal(careStep(care, { type: 'asleep', on: false }).trouble, '');
});

test('another microphone begins without a record', () => {
  const other = careStep(after(OPEN, 12_000, 0), { type: 'opened', switchedOff: false });
  assert.equal(other.trouble, '');
  assert.equal(careStep(OPEN, { type: 'opened', switchedOff: true }).trouble, 'switched_off');
});

test('whatever happens: a trouble is one that the room has words for, and a good microphone ends all of them', () => {
  const KNOWN = ['', 'gone', 'asleep', 'switched_off', 'silent', 'faint'];
  for (let seed = 0; seed < 100; seed += 1) {
    const { pick, integer, next } = draws(seed);
    let care = OPEN;
    for (let i = 0; i < 60; i += 1) {
      const event = pick([
        { type: 'opened', switchedOff: next() < 0.2 },
        { type: 'gone' },
        { type: 'asleep', on: next() < 0.5 },
        { type: 'switched_off', on: next() < 0.5 },
        { type: 'words' },
        { type: 'stalled' },
        { type: 'nonsense' },
        undefined,
      ]);
      care = careStep(care, event);
      care = after(care, integer(0, 4000), pick([0, 0.0003, 0.0011, 0.1]), next() < 0.7);
      assert.ok(KNOWN.includes(care.trouble));
    }
    care = careStep(careStep(care, { type: 'asleep', on: false }), { type: 'opened' });
    assert.equal(after(care, 2000, 0.1).trouble, '');
  }
});
