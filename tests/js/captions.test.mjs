import assert from 'node:assert/strict';
import { test } from 'node:test';

import { grow, settled, SILENCE, spokenCharacters, splitAt, wordEnds } from '../../src/preppal/static/js/interviews/captions.js';
import { draws } from './draws.mjs';

const QUESTION = 'You said “we moved the feed”. Which part was yours?';

test('words end where they end, with their punctuation', () => {
  assert.deepEqual(
    wordEnds(QUESTION).map((end) => QUESTION.slice(0, end).split(' ').at(-1)),
    QUESTION.split(' '),
  );
  assert.deepEqual(wordEnds(''), []);
});

test('Chinese has no spaces: each character may be the last one said', () => {
  assert.deepEqual(splitAt('你负责哪一部分?', 3), ['你负责', '哪一部分?']);
});

test('a split never cuts a word and loses nothing', () => {
  const { integer } = draws(1);
  for (let i = 0; i < 500; i += 1) {
    const [said, ahead] = splitAt(QUESTION, integer(-5, QUESTION.length + 5));
    assert.equal(said + ahead, QUESTION);
    assert.ok(ahead === '' || said === '' || ahead.startsWith(' '));
  }
});

test('words that two recognitions share have settled, the last ones have not', () => {
  const now = 'I wrote the case for moving it';
  assert.equal(now.slice(0, settled('I wrote the case four', now)), 'I wrote the case');
  assert.equal(settled('', now), 0);
  assert.equal(now.slice(0, settled('I wrote', now)), 'I');
  assert.equal(settled('Something else', now), 0);
});

const speak = (...steps) =>
  steps.reduce(
    (speech, [text, ms]) => ({ ...grow(speech, text), arrivedMs: speech.arrivedMs + ms }),
    { ...SILENCE, turn: 1 },
  );

test('sentence by sentence: each is heard in proportion to its own sound', () => {
  const first = 'Thank you.';
  const both = `${first} Which part of that was yours?`;
  const speech = speak([first, 4000], [both, 2000]);
  const at = (heardMs) => both.slice(0, spokenCharacters({ ...speech, heardMs }));
  assert.equal(at(0), '');
  assert.equal(at(2000), both.slice(0, 5));
  assert.equal(at(4000), first);
  assert.equal(at(5000).length, first.length + Math.round((both.length - first.length) / 2));
  assert.equal(at(6000), both);
  assert.equal(at(9000), both);
});

test('while the sound still arrives nothing runs ahead of the voice', () => {
  const speech = { ...speak([QUESTION, 200]), heardMs: 200 };
  assert.ok(spokenCharacters(speech) <= 6);
});

test('a caption that starts anew starts anew', () => {
  const speech = { ...speak(['First words', 1000], ['Other words', 1000]), heardMs: 10 };
  assert.equal(speech.text, 'Other words');
  assert.equal(speech.marks.length, 1);
});

test('what is heard never goes backwards as time goes on', () => {
  const { integer } = draws(3);
  for (let round = 0; round < 100; round += 1) {
    const words = Array.from({ length: integer(1, 6) }, () => `${'word '.repeat(integer(1, 8))}end.`);
    const texts = words.map((_, i) => words.slice(0, i + 1).join(' '));
    const speech = speak(...texts.map((text) => [text, integer(0, 3000)]));
    let last = 0;
    for (let heardMs = 0; heardMs < speech.arrivedMs + 500; heardMs += 97) {
      const now = spokenCharacters({ ...speech, heardMs });
      assert.ok(now >= last && now <= speech.text.length, `${last} then ${now}`);
      last = now;
    }
  }
});
