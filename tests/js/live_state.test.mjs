import assert from 'node:assert/strict';
import { test } from 'node:test';

import { initialState, lastSeq, remaining, step } from '../../src/preppal/static/js/interviews/live_state.js';
import { spokenCharacters } from '../../src/preppal/static/js/interviews/captions.js';
import { draws } from './draws.mjs';

const START = initialState({ mode: 'voice', totalMs: 1_800_000 });
const run = (...events) => events.reduce(step, START);
const turn = (seq, speaker, text, rest = {}) => ({
  type: 'turn',
  seq,
  speaker,
  text,
  started_ms: seq * 1000,
  ended_ms: seq * 1000 + 900,
  interrupted: false,
  ...rest,
});
const ready = (rest = {}) => ({
  type: 'ready',
  turns: [],
  remaining_ms: 1_700_000,
  total_ms: 1_800_000,
  voice: { available: true, mode: 'voice', text: '' },
  interviewer: { name: 'Ruth Adeyemi' },
  progress: { lead_number: 0, lead_count: 5, lead_short: '', phase: 'opening' },
  at: 1000,
  ...rest,
});

test('a whole exchange: speaking, heard, answered', () => {
  let state = run({ type: 'enter', mode: 'voice' }, ready(), { type: 'state', state: 'speaking', turn: 1 });
  assert.equal(state.phase, 'live');
  state = step(state, { type: 'caption', speaker: 'interviewer', text: 'Hello there' });
  state = step(state, { type: 'arrived', ms: 1000 });
  state = step(state, { type: 'heard', turn: 1, ms: 400 });
  assert.deepEqual([state.speech.text, state.speech.heardMs], ['Hello there', 400]);
  state = step(state, turn(1, 'interviewer', 'Hello there'));
  assert.equal(state.speech.text, '');
  state = step(state, { type: 'state', state: 'listening' });
  state = step(state, { type: 'caption', speaker: 'candidate', text: 'Good' });
  state = step(state, { type: 'caption', speaker: 'candidate', text: 'Good morning' });
  assert.deepEqual(state.answer, { text: 'Good morning', settled: 0 });
  state = step(state, turn(2, 'candidate', 'Good morning.'));
  assert.deepEqual([state.answer.text, state.turns.length, lastSeq(state)], ['', 2, 2]);
});

test('a voice counts as answering at once; a cough does not for long', () => {
  const listening = run(ready(), { type: 'state', state: 'listening' });
  const voiced = step(listening, { type: 'voiced' });
  assert.deepEqual([listening.answering, voiced.answering], [false, true]);
  assert.equal(step(voiced, { type: 'unvoiced' }).answering, false);
  const worded = step(voiced, { type: 'caption', speaker: 'candidate', text: 'I' });
  assert.equal(step(worded, { type: 'unvoiced' }).answering, true);
  assert.equal(step(worded, { type: 'state', state: 'thinking' }).answering, false);
  const speaking = run(ready(), { type: 'state', state: 'speaking', turn: 1 }, { type: 'voiced' });
  assert.equal(speaking.answering, false, 'while the interviewer speaks it may be their own voice');
});

test('after a cough the voice goes on at the sentence that was cut', () => {
  const speaking = { type: 'state', state: 'speaking', turn: 1 };
  const caption = (text) => ({ type: 'caption', speaker: 'interviewer', text });
  const before = run(
    ready(),
    speaking,
    caption('Hello there.'),
    { type: 'arrived', ms: 1000 },
    caption('Hello there. Which part was yours?'),
    { type: 'arrived', ms: 2000 },
    { type: 'heard', turn: 1, ms: 1800 },
  );
  assert.equal(step(before, speaking).speech.heardMs, 1800, 'said twice without a cut, it changes nothing');
  const after = [{ type: 'flush' }, speaking].reduce(step, before);
  assert.deepEqual([after.speech.text, after.speech.heardMs], ['Hello there.', 0]);
  const again = step(step(after, caption('Hello there. Which part was yours?')), { type: 'arrived', ms: 2000 });
  assert.equal(spokenCharacters(again.speech), 'Hello there.'.length);
  assert.equal(spokenCharacters(step(again, { type: 'heard', turn: 1, ms: 2000 }).speech), again.speech.text.length);
});

test('turns are kept by number, once, in order; the first announcement stands', () => {
  const state = run(
    turn(3, 'interviewer', 'three'),
    ready({ turns: [turn(1, 'interviewer', 'one'), turn(2, 'candidate', 'two')] }),
    turn(2, 'candidate', 'changed'),
    turn(3, 'interviewer', 'changed'),
  );
  assert.deepEqual(state.turns.map((known) => known.text), ['one', 'two', 'three']);
});

test('a reconnect with last_seq adds only what was missed', () => {
  const before = run(ready({ turns: [turn(1, 'interviewer', 'one')] }), { type: 'dropped', at: 5000 });
  assert.equal(before.phase, 'dropped');
  const after = step(before, ready({ turns: [turn(2, 'candidate', 'two')], at: 9000 }));
  assert.deepEqual(after.turns.map((known) => known.seq), [1, 2]);
  assert.equal(after.phase, 'live');
});

test('the clock runs while live, stands while the line is down, and never shows less than nothing', () => {
  const live = run(ready());
  assert.equal(remaining(live, 11_000), 1_690_000);
  const down = step(live, { type: 'dropped', at: 11_000 });
  assert.equal(remaining(down, 60_000), 1_690_000);
  assert.equal(remaining(step(live, { type: 'time', remaining_ms: 10, at: 2000 }), 99_000), 0);
});

test('a typed answer waits until a new turn carries it, and survives a dropped line', () => {
  const first = turn(1, 'candidate', 'Yes, of course.');
  let state = run(ready({ turns: [first] }), { type: 'wrote', text: 'Yes' });
  assert.deepEqual(state.unconfirmed, ['Yes']);
  state = step(step(state, { type: 'dropped', at: 2000 }), ready({ turns: [first] }));
  assert.deepEqual(state.unconfirmed, ['Yes'], 'an old turn with the same word confirms nothing');
  state = step(state, turn(2, 'candidate', 'Yes'));
  assert.deepEqual(state.unconfirmed, []);
});

test('when there is no voice the room goes on in writing', () => {
  const full = run(ready({ voice: { available: false, mode: 'text', text: 'All places are taken.' } }));
  assert.deepEqual([full.mode, full.engine, full.voice.available], ['text', 'text', false]);
  const failed = run(ready(), { type: 'notice', code: 'speech_failed', text: 'Speech failed.' });
  assert.deepEqual([failed.mode, failed.voice.available], ['text', false]);
});

test('what is wrong with the sound takes the place of news, and goes when it is mended', () => {
  const news = run(ready(), { type: 'notice', code: 'back', text: 'Back on the line.' });
  const silent = step(news, { type: 'care', care: 'silent' });
  assert.deepEqual([silent.care, silent.notice], ['silent', null]);
  const later = step(silent, { type: 'notice', code: 'last_minute', text: 'One minute left.' });
  const mended = step(later, { type: 'care', care: '' });
  assert.deepEqual([mended.care, mended.notice.code], ['', 'last_minute']);
});

test('taken over or held elsewhere is not a dropped line', () => {
  for (const [code, phase] of [['taken_over', 'taken'], ['held_elsewhere', 'elsewhere']]) {
    const state = run(ready(), { type: 'error', code, text: 'Elsewhere.' }, { type: 'error', code }, { type: 'dropped', at: 9 });
    assert.deepEqual([state.phase, state.error.text], [phase, 'Elsewhere.']);
    assert.equal(step(state, { type: 'enter' }).phase, 'connecting');
  }
});

test('after the end nothing changes any more', () => {
  const ended = run(ready(), { type: 'ended', reason: 'completed', feedback_url: '/f' });
  assert.deepEqual([ended.phase, ended.feedbackUrl], ['ended', '/f']);
  for (const event of [ready(), turn(1, 'candidate', 'late'), { type: 'dropped' }, { type: 'enter' }]) {
    assert.equal(step(ended, event), ended);
  }
});

test('what was not understood changes nothing at all', () => {
  const live = run(ready());
  const nonsense = [
    { type: 'constructor' },
    { type: 'toString' },
    { type: undefined },
    {},
    null,
    undefined,
    { type: 'state', state: 'dancing' },
    { type: 'caption', speaker: 'nobody', text: 'x' },
    { type: 'caption', speaker: 'interviewer' },
    { type: 'turn', seq: 'one', speaker: 'candidate', text: 'x' },
    { type: 'turn', seq: 0, speaker: 'candidate', text: 'x' },
    { type: 'time', remaining_ms: 'soon' },
    { type: 'heard', turn: 9, ms: 10 },
  ];
  for (const event of nonsense) assert.equal(step(live, event), live);
});

/** Any value a broken or newer server might send. */
function anything({ pick, integer }) {
  return pick([undefined, null, '', 'words of some kind', integer(-5, 20), Number.NaN, true, [], {}, [null], 'speaking', 'candidate']);
}

function anyEvent(source) {
  const { pick, integer, next } = source;
  const sane = () =>
    pick([
      { type: 'enter', mode: pick(['voice', 'text']) },
      ready({ turns: [turn(integer(1, 9), pick(['interviewer', 'candidate']), 'old words')], at: integer(0, 9000) }),
      { type: 'loading', fraction: next(), text: 'Loading' },
      { type: 'state', state: pick(['listening', 'thinking', 'speaking', 'held']), turn: integer(1, 30) },
      { type: 'caption', speaker: pick(['interviewer', 'candidate']), text: 'word '.repeat(integer(0, 9)) },
      turn(integer(1, 30), pick(['interviewer', 'candidate']), `words ${integer(0, 99)}`),
      { type: 'progress', lead_number: integer(0, 5), lead_count: 5, lead_short: 'x', phase: 'leads' },
      { type: 'time', remaining_ms: integer(0, 1_800_000), at: integer(0, 9000) },
      { type: 'notice', code: 'echo', text: 'Headphones help.' },
      { type: 'error', code: pick(['taken_over', 'held_elsewhere', 'too_slow']), text: 'x' },
      { type: 'dropped', at: integer(0, 9000) },
      { type: 'arrived', ms: integer(0, 900) },
      { type: 'heard', turn: integer(1, 30), ms: integer(0, 5000) },
      { type: 'wrote', text: `words ${integer(0, 99)}` },
      { type: 'muted', on: next() > 0.5 },
      { type: 'care', care: pick(['', 'gone', 'silent']) },
      { type: 'microphone', microphone: pick(['on', 'lost', 'refused']) },
      { type: 'voiced' },
      { type: 'unvoiced' },
      { type: 'flush' },
    ]);
  const event = { ...sane() };
  if (next() < 0.3) event[pick(Object.keys(event).filter((key) => key !== 'type').concat('extra'))] = anything(source);
  return event;
}

test('whatever order frames come in: nothing throws, no turn is lost, doubled or out of order', () => {
  for (let seed = 0; seed < 150; seed += 1) {
    const source = draws(seed);
    let state = START;
    const announced = new Map();
    for (let i = 0; i < 150; i += 1) {
      const event = anyEvent(source);
      const before = structuredClone(state);
      const after = step(state, event);
      assert.deepEqual(state, before, 'the old state was changed');
      state = after;
      const turns = event.type === 'turn' ? [event] : event.type === 'ready' && Array.isArray(event.turns) ? event.turns : [];
      for (const one of turns) {
        const real = Number.isInteger(one?.seq) && one.seq > 0 && typeof one.text === 'string';
        if (real && ['interviewer', 'candidate'].includes(one.speaker) && !announced.has(one.seq)) {
          announced.set(one.seq, one.text);
        }
      }
      const seqs = state.turns.map((known) => known.seq);
      assert.deepEqual(seqs, [...announced.keys()].sort((a, b) => a - b));
      for (const known of state.turns) assert.equal(known.text, announced.get(known.seq));
      assert.ok(remaining(state, 10_000) >= 0);
    }
  }
});

test('after a page load an older turn with the same word confirms nothing, the one that arrived does', () => {
  const restored = { ...START, unconfirmed: ['Yes'], knownSeq: 2 };
  const before = step(restored, ready({ turns: [turn(1, 'interviewer', 'Ready?'), turn(2, 'candidate', 'Yes')] }));
  assert.deepEqual(before.unconfirmed, ['Yes']);
  const after = step(restored, ready({ turns: [turn(2, 'candidate', 'Yes'), turn(4, 'candidate', 'Yes')] }));
  assert.deepEqual(after.unconfirmed, []);
});
