/** The room's state over a line that breaks, delays, repeats and reorders: nothing is lost, nothing is doubled. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cleanAnswer } from '../../src/preppal/static/js/interviews/answer.js';
import { meaningOf } from '../../src/preppal/static/js/interviews/connection.js';
import { initialState, lastSeq, step } from '../../src/preppal/static/js/interviews/live_state.js';
import { draws } from './draws.mjs';

const START = initialState({ mode: 'text', totalMs: 1_800_000 });
const ROOM = 3;
const plain = (text) => text.replaceAll(/\s+/g, ' ').trim();

/** What server, page and network do, as far as turns and typed answers are concerned. */
class World {
  constructor(seed, words) {
    this.draw = draws(seed);
    this.words = words;
    this.state = START;
    this.up = [];
    this.down = [];
    this.inbox = [];
    this.turns = [];
    this.written = [];
    this.returned = [];
    this.connected = false;
  }

  apply(event) {
    this.state = step(this.state, event);
  }

  write() {
    this.apply({ type: 'wrote', text: this.words(this.written.length, this.draw) });
    const text = this.state.unconfirmed.at(-1);
    this.written.push(text);
    if (this.connected) this.up.push(text);
  }

  writeAgain() {
    const text = this.returned.shift();
    if (text === undefined) return;
    this.apply({ type: 'wrote', text });
    if (this.connected) this.up.push(text);
  }

  arriveUp() {
    const text = this.up.shift();
    if (text === undefined) return;
    if (this.inbox.length < ROOM) this.inbox.push(text);
    else this.send({ type: 'notice', code: 'not_read', text: 'Too much.', answer: text });
  }

  /** Sometimes twice, sometimes before what was sent a moment ago. */
  send(frame) {
    const { next, integer } = this.draw;
    const at = next() < 0.15 ? Math.max(0, this.down.length - integer(1, 3)) : this.down.length;
    this.down.splice(at, 0, frame);
    if (frame.type !== 'notice' && next() < 0.1) this.down.push(frame);
  }

  commit(speaker, text) {
    const turn = { seq: this.turns.length + 1, speaker, text, started_ms: 0, ended_ms: 1, interrupted: false };
    this.turns.push(turn);
    return turn;
  }

  work() {
    if (this.inbox.length === 0) return;
    const joined = this.draw.next() < 0.3;
    const said = this.inbox.splice(0, joined ? ROOM : 1).join('  ');
    this.send({ type: 'turn', ...this.commit('candidate', said) });
    this.send({ type: 'state', state: 'thinking' });
    this.send({ type: 'turn', ...this.commit('interviewer', `Question ${this.turns.length}`) });
    this.send({ type: 'state', state: 'listening' });
  }

  arriveDown() {
    const frame = this.down.shift();
    if (frame === undefined) return;
    this.apply(frame);
    if (frame.code === 'not_read') this.returned.push(frame.answer);
  }

  /** What is on its way is lost. What the server has it keeps, unless somebody took the room over first. */
  drop() {
    if (!this.connected) return;
    this.connected = false;
    [this.up, this.down] = [[], []];
    const kept = this.inbox.splice(0);
    if (this.draw.next() < 0.7) for (const text of kept) this.commit('candidate', text);
    this.apply({ type: 'dropped', at: 0 });
  }

  connect() {
    if (this.connected) return;
    this.connected = true;
    const from = lastSeq(this.state);
    this.apply({ type: 'ready', turns: this.turns.filter((turn) => turn.seq > from), remaining_ms: 9, total_ms: 9 });
    this.up.push(...this.state.unconfirmed);
  }

  /** Everybody has time to finish. */
  settle() {
    this.connect();
    for (let round = 0; round < 500; round += 1) {
      this.arriveUp();
      this.work();
      this.arriveDown();
      if (this.up.length + this.inbox.length + this.down.length === 0) this.writeAgain();
    }
  }
}

/** @returns {Map<string, number>} how often each answer is in the candidate's turns */
function times(world) {
  const said = world.turns.filter((turn) => turn.speaker === 'candidate').flatMap((turn) => turn.text.split('  '));
  return said.reduce((found, text) => found.set(text, (found.get(text) ?? 0) + 1), new Map());
}

test('every answer becomes a turn once, and every turn is shown once, whatever the line does', () => {
  const beginnings = ['Yes', 'Yes of course', 'I went to', 'And then, of course'];
  const distinct = (number, { pick }) => `${pick(beginnings)} [${number}]`;
  for (let seed = 0; seed < 400; seed += 1) {
    const world = new World(seed, distinct);
    const acts = ['write', 'write', 'arriveUp', 'arriveUp', 'work', 'work', 'arriveDown', 'arriveDown', 'arriveDown'];
    const rare = ['drop', 'connect', 'connect', 'writeAgain'];
    for (let i = 0; i < 120; i += 1) {
      const { next, pick } = world.draw;
      world[next() < 0.2 ? pick(rare) : pick(acts)]();
      const seqs = world.state.turns.map((turn) => turn.seq);
      assert.deepEqual(seqs, [...new Set(seqs)].sort((a, b) => a - b));
    }
    world.settle();
    if (lastSeq(world.state) < world.turns.length) {
      world.drop();
      world.settle();
    }
    assert.deepEqual([...times(world)].filter(([, count]) => count !== 1), [], `doubled, seed ${seed}`);
    assert.deepEqual([...times(world).keys()].sort(), world.written.toSorted(), `lost, seed ${seed}`);
    assert.deepEqual(world.state.unconfirmed, [], `still on its way, seed ${seed}`);
    assert.deepEqual(world.state.turns.map((turn) => turn.text), world.turns.map((turn) => turn.text), `seed ${seed}`);
  }
});

test('the same word twice is two answers, and a longer one does not stand for a shorter', () => {
  const turn = (seq, text) => ({ type: 'turn', seq, speaker: 'candidate', text });
  const wrote = (text) => ({ type: 'wrote', text });
  const twice = [wrote('Yes'), wrote('Yes')].reduce(step, START);
  assert.deepEqual(step(twice, turn(1, 'Yes')).unconfirmed, ['Yes']);
  const longer = [wrote('Yes, of course'), wrote('Yes')].reduce(step, START);
  assert.deepEqual(step(longer, turn(1, 'Yes, of course')).unconfirmed, ['Yes']);
  assert.deepEqual(step(longer, turn(1, 'Yes, of course Yes')).unconfirmed, []);
});

test('a gap is asked for again', () => {
  const turn = (seq) => ({ type: 'turn', seq, speaker: 'interviewer', text: `${seq}` });
  const gap = [turn(1), turn(2), turn(4)].reduce(step, START);
  assert.equal(lastSeq(gap), 2);
  assert.equal(lastSeq(step(gap, turn(3))), 4);
  assert.equal(lastSeq(step(START, turn(2))), 0);
});

test('an answer that came back is no longer on its way', () => {
  const before = ['one', 'two', 'one'].reduce((state, text) => step(state, { type: 'wrote', text }), START);
  const back = step(before, { type: 'notice', code: 'not_read', text: 'Too much.', answer: 'one' });
  assert.deepEqual([back.unconfirmed, back.notice.code], [['one', 'two'], 'not_read']);
  assert.deepEqual(step(before, { type: 'notice', code: 'not_read', text: 'x' }).unconfirmed, before.unconfirmed);
});

test('what is sent is what can be kept', () => {
  assert.equal(cleanAnswer(' a\u0000b\r\nc\rd\u0085\u001f\ud800 \u{1f600}\t'), 'ab\nc\nd\ufffd \u{1f600}');
  assert.equal(cleanAnswer('\u0001 \u0007'), '');
  assert.equal(plain(cleanAnswer('a\n\n b')), 'a b');
});

test('every way a line is closed is either tried again or has its word', () => {
  const word = (code) => meaningOf(code)?.code ?? 'again';
  const words = [1000, 1001, 1006, 1007, 1008, 1009, 1011, 1012, 1013].map(word);
  assert.deepEqual(words, ['again', 'again', 'again', 'bad_frame', 'too_fast', 'too_large', 'again', 'again', 'again']);
  assert.deepEqual(
    [4000, 4013, 4014, 4029, 4030, 4009].map(word),
    ['bad_frame', 'too_large', 'no_credit', 'too_fast', 'too_many', 'taken_over'],
  );
  assert.deepEqual([4002, 4008].map(word), ['again', 'again']);
  assert.equal(meaningOf(4010)?.event, 'error');
});
