import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Pending } from '../../src/preppal/static/js/interviews/pending.js';
import { backOff } from '../../src/preppal/static/js/interviews/connection.js';
import { ripple } from '../../src/preppal/static/js/interviews/figure.js';
import { LOBBY_START, lobbyStep } from '../../src/preppal/static/js/interviews/lobby_state.js';
import { loudness } from '../../src/preppal/static/js/interviews/loudness.js';
import { browserOf, troubleOf } from '../../src/preppal/static/js/interviews/microphone.js';
import { Acknowledgements } from '../../src/preppal/static/js/interviews/playback.js';
import { slept } from '../../src/preppal/static/js/interviews/wakefulness.js';
import { clockTime } from '../../src/preppal/static/js/interviews/words.js';
import { curveOf, radius } from '../../src/preppal/static/js/lib/curve.js';

test('retries come soon, then more slowly, never later than ten seconds, never all at once', () => {
  assert.ok(backOff(1, 0.5) <= 500);
  for (let attempt = 1; attempt < 40; attempt += 1) {
    assert.ok(backOff(attempt, 1) <= 10_000);
    assert.ok(backOff(attempt + 1, 0.5) >= backOff(attempt, 0.5));
    assert.ok(backOff(attempt, 0) < backOff(attempt, 1));
  }
});

test('a timer that is seconds late says that the machine slept; a busy page does not', () => {
  assert.ok(!slept(10_000, 12_000));
  assert.ok(!slept(10_000, 15_000));
  assert.ok(slept(10_000, 17_000));
  assert.ok(!slept(10_000, 5_000), 'the clock on the wall was put back');
});

test('an answer on its way outlives a page that is loaded again, and what others wrote there is nothing', () => {
  const kept = new Map();
  globalThis.sessionStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
  const pending = new Pending('/interviews/1/live');
  assert.deepEqual(pending.load(), { unconfirmed: [], knownSeq: 0 });
  pending.keep(['Yes.'], 4);
  assert.deepEqual(new Pending('/interviews/1/live').load(), { unconfirmed: ['Yes.'], knownSeq: 4 });
  assert.deepEqual(new Pending('/interviews/2/live').load().unconfirmed, []);
  pending.keep([], 5);
  assert.equal(kept.size, 0);
  for (const nonsense of ['{', '7', 'null', '{"texts":"Yes","after":1}', '{"texts":["Yes"]}']) {
    kept.set('preppal.pending /interviews/1/live', nonsense);
    assert.deepEqual(pending.load(), { unconfirmed: [], knownSeq: 0 });
  }
  delete globalThis.sessionStorage;
});

test('the figure stays inside its frame for every manner, silent or loud', () => {
  for (let warmth = 1; warmth <= 5; warmth += 1) {
    for (let pace = 1; pace <= 5; pace += 1) {
      for (let probing = 1; probing <= 5; probing += 1) {
        const curve = curveOf({ warmth, pace, probing });
        assert.equal(curve.petals, probing + 1);
        for (let a = 0; a < 6.3; a += 0.1) {
          const r = radius(curve, 1, a, 0.62);
          assert.ok(r > 0.3 && r <= 1.0001);
          assert.ok(Math.abs(ripple(1, a, 1, 3)) < 0.0901);
          assert.equal(ripple(0.5, a, 0, 1) + 0, 0);
        }
      }
    }
  }
});

test('loudness runs from silence to a raised voice', () => {
  assert.equal(loudness(0), 0);
  assert.equal(loudness(1), 1);
  assert.ok(loudness(0.05) > 0.4 && loudness(0.05) < 0.8);
});

test('the ear is reported every quarter of a second, and always at the end of a turn', () => {
  const sent = [];
  const acknowledgements = new Acknowledgements((turn, ms) => sent.push([turn, ms]));
  for (let ms = 0; ms <= 1000; ms += 30) acknowledgements.note({ turn: 1, ms, queuedMs: 1000 - ms, playing: true });
  acknowledgements.note({ turn: 1, ms: 1000, queuedMs: 0, playing: false });
  acknowledgements.note({ turn: 1, ms: 1000, queuedMs: 0, playing: false });
  assert.ok(sent.length >= 5 && sent.length <= 7);
  assert.deepEqual(sent.at(-1), [1, 1000]);
  acknowledgements.note({ turn: 3, ms: 0, queuedMs: 100, playing: true });
  assert.deepEqual(sent.at(-1), [3, 0]);
});

test('each way a microphone fails has its word', () => {
  const trouble = (name) => troubleOf(new DOMException('no', name));
  assert.equal(trouble('NotAllowedError'), 'refused');
  assert.equal(trouble('NotFoundError'), 'missing');
  assert.equal(trouble('OverconstrainedError'), 'missing');
  assert.equal(trouble('NotReadableError'), 'busy');
  assert.equal(troubleOf('something thrown'), 'busy');
});

test('help is for the browser at hand', () => {
  const agent = (rest) => `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ${rest}`;
  assert.equal(browserOf(agent('Chrome/156.0 Safari/537.36')), 'chrome');
  assert.equal(browserOf(agent('Chrome/156.0 Safari/537.36 Edg/156.0')), 'edge');
  assert.equal(browserOf(agent('Version/26.0 Safari/605.1.15')), 'safari');
  assert.equal(browserOf('Mozilla/5.0 (X11; rv:145.0) Gecko/20100101 Firefox/145.0'), 'firefox');
});

test('the lobby hears a voice, not a click, and wonders about silence', () => {
  const level = (value) => ({ type: 'level', level: value, ms: 40 });
  const open = lobbyStep(lobbyStep(LOBBY_START, { type: 'ask' }), { type: 'opened', device: 'Headset' });
  assert.equal(open.check, 'listening');
  const clicked = lobbyStep(lobbyStep(open, level(0.3)), level(0.3));
  assert.equal(clicked.check, 'listening');
  const spoken = Array.from({ length: 10 }, () => level(0.05)).reduce(lobbyStep, open);
  assert.equal(spoken.check, 'heard');
  const quiet = Array.from({ length: 200 }, () => level(0.0001)).reduce(lobbyStep, open);
  assert.equal(quiet.silentMs, 8000);
  const recorded = ['record', 'replay', 'replayed'].map((type) => ({ type })).reduce(lobbyStep, spoken);
  assert.equal(recorded.check, 'heard');
  const muted = lobbyStep(spoken, { type: 'care', care: 'switched_off' });
  assert.deepEqual([muted.check, muted.care], ['listening', 'switched_off']);
  assert.equal(Array.from({ length: 10 }, () => level(0.05)).reduce(lobbyStep, muted).check, 'listening');
  assert.equal(lobbyStep(open, { type: 'replay' }), open);
  assert.equal(lobbyStep(open, { type: 'failed', trouble: 'refused' }).check, 'trouble');
});

test('times are minutes and seconds', () => {
  assert.deepEqual([0, 59_999, 60_000, 3_600_000, -5].map(clockTime), ['0:00', '0:59', '1:00', '60:00', '0:00']);
});
