import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Ducking } from '../../src/preppal/static/js/interviews/ducking.js';
import { draws } from './draws.mjs';

const FRAME_MS = 40;
const LINE = { playing: true, queuedMs: 2000 };

/** Loudness of somebody who speaks: syllables, words and breaths. */
function speech(loudness, seed = 1) {
  const { next } = draws(seed);
  return (i) => (i % 40 < 34 ? loudness * (0.55 + 0.45 * Math.sin(i * 1.7)) * (0.8 + 0.4 * next()) : loudness * 0.03);
}

const room = () => 0.0008;

/**
 * Frames of the microphone while the interviewer speaks.
 * @returns {{act: string, ms: number}[]} what was done, and after how long
 */
function listen(ducking, ms, level, position = LINE) {
  const acts = [];
  for (let i = 0; i * FRAME_MS < ms; i += 1) {
    ducking.heard(ducking.ducked ? { ...position, playing: false } : position);
    const act = ducking.hear(level(i));
    if (act) acts.push({ act, ms: (i + 1) * FRAME_MS });
  }
  return acts;
}

/** One that has heard four seconds of the interviewer through this much echo. */
function used(echo = room) {
  const ducking = new Ducking();
  assert.deepEqual(listen(ducking, 4000, echo), []);
  return ducking;
}

test('with headphones a voice is given way after its first 200 ms', () => {
  assert.deepEqual(listen(used(), 400, () => 0.1), [{ act: 'pause', ms: 200 }]);
});

test('nothing is done before it is known how loud the interviewer arrives here', () => {
  assert.deepEqual(listen(new Ducking(), 3000, () => 0.1), []);
});

test('when the server does not agree, the interviewer goes on by themselves, and is not paused again in this line', () => {
  const ducking = used();
  const acts = listen(ducking, 3000, (i) => (i < 8 || i > 40 ? 0.1 : 0.0005));
  assert.deepEqual(acts, [{ act: 'pause', ms: 200 }, { act: 'release', ms: 1400 }]);
  assert.equal(ducking.settled(), false);
});

test('when it agrees, what it says next counts', () => {
  const ducking = used();
  listen(ducking, 200, () => 0.1);
  assert.equal(ducking.ducked, true);
  assert.equal(ducking.settled(), true);
  assert.equal(ducking.ducked, false);
  assert.deepEqual(listen(ducking, 200, () => 0.1), [{ act: 'pause', ms: 200 }], 'the next line may be cut as well');
});

test('two mistakes are enough for one device', () => {
  const ducking = used();
  for (const loudness of [0.1, 0.1]) {
    assert.equal(listen(ducking, 2000, (i) => (i < 8 ? loudness : 0.0005)).length, 2);
    ducking.settled();
    listen(ducking, 4000, room);
  }
  assert.deepEqual(listen(ducking, 2000, () => 0.5), []);
  ducking.forget();
  listen(ducking, 4000, room);
  assert.deepEqual(listen(ducking, 200, () => 0.1), [{ act: 'pause', ms: 200 }]);
});

test('an open loudspeaker is never taken for somebody, however loud, at any length', () => {
  for (const gain of [0.3, 0.1, 0.03, 0.012]) {
    for (let seed = 0; seed < 6; seed += 1) {
      assert.deepEqual(listen(new Ducking(), 60_000, speech(gain, seed)), [], `echo of ${gain}`);
    }
  }
});

test('what cancellation leaves over is not, and a voice above it still is', () => {
  for (const residue of [0.001, 0.003, 0.008]) {
    for (let seed = 0; seed < 6; seed += 1) {
      const ducking = used(speech(residue, seed));
      assert.deepEqual(listen(ducking, 30_000, speech(residue, seed + 100)), []);
      const acts = listen(ducking, 1000, speech(0.15, seed));
      assert.equal(acts[0]?.act, 'pause', `a voice over ${residue}`);
      assert.ok(acts[0].ms <= 600);
    }
  }
});

test('once the server has heard the interviewer through the microphone, only it decides', () => {
  const ducking = used();
  listen(ducking, 200, () => 0.1);
  assert.equal(ducking.distrust(), true);
  assert.deepEqual(listen(ducking, 5000, () => 0.3), []);
});

test('keys, knocks and doors are no voice', () => {
  const typing = (i) => (i % 3 === 0 ? 0.2 : 0.001);
  assert.deepEqual(listen(used(), 20_000, typing), []);
  assert.deepEqual(listen(used(), 4000, (i) => (i > 20 && i < 25 ? 0.5 : 0.0005)), []);
});

test('nobody is given way when nobody speaks, nor in the last words of a line', () => {
  assert.deepEqual(listen(used(), 4000, () => 0.1, { playing: false, queuedMs: 0 }), []);
  assert.deepEqual(listen(used(), 4000, () => 0.1, { playing: true, queuedMs: 300 }), []);
});

test('a short “mm-hm” does not teach it that the room is loud', () => {
  const ducking = used();
  listen(ducking, 4000, (i) => (i > 20 && i < 25 ? 0.1 : 0.0008));
  assert.equal(listen(ducking, 200, () => 0.1)[0]?.act, 'pause');
});

test('whatever happens, the voice is never left paused', () => {
  for (let seed = 0; seed < 100; seed += 1) {
    const { pick, integer, next } = draws(seed);
    const ducking = new Ducking();
    let paused = false;
    for (let i = 0; i < 400; i += 1) {
      ducking.heard({ playing: !paused && next() < 0.9, queuedMs: integer(0, 3000) });
      const act = ducking.hear(pick([0, 0.0008, 0.02, 0.1, 0.5]));
      if (act === 'pause') paused = true;
      if (act === 'release') paused = false;
      const told = next() < 0.02 && pick(['settled', 'distrust', 'forget']);
      if (told && ducking[told]()) paused = false;
      assert.equal(ducking.ducked, paused);
    }
    for (let i = 0; i < 25; i += 1) if (ducking.hear(0.5) === 'release') paused = false;
    assert.equal(paused, false);
  }
});
