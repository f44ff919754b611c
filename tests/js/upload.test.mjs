import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDLE, isBusy, lastLine, step, stepsIn } from '../../src/preppal/static/js/lib/upload_state.js';

const WORDS = {
  most: 100, large: 'Too large.', sending: 'Sending.', reading: 'Reading.', stopped: 'Stopped.',
  failed: 'Failed.',
};
const picked = { kind: 'picked', name: 'posting.pdf', size: 100 };
const answered = { kind: 'answered', text: 'New words', said: 'Look them over.', field: '' };
const after = (...events) => events.reduce((state, event) => step(state, event, WORDS), IDLE);

test('a file is sent, read, and its words go into the field once', () => {
  const sending = after(picked, { kind: 'progress', sent: 0.5 });
  assert.deepEqual([sending.phase, sending.name, sending.sent, sending.said], ['sending', 'posting.pdf', 0.5, 'Sending.']);
  const reading = step(sending, { kind: 'arrived' }, WORDS);
  assert.deepEqual([reading.phase, reading.said, isBusy(reading)], ['reading', 'Reading.', true]);
  const done = step(reading, answered, WORDS);
  assert.deepEqual([done.phase, done.said, done.filled, done.before], ['done', 'Look them over.', 'New words', null]);
  assert.equal(step(done, { kind: 'written' }, WORDS).filled, null);
});

test('what was in the field can be put back, unless it was the same or nothing', () => {
  const done = after(picked, { ...answered, field: 'My own words' }, { kind: 'written' });
  assert.equal(done.before, 'My own words');
  const back = step(done, { kind: 'undo' }, WORDS);
  assert.deepEqual([back.filled, back.before, back.said], ['My own words', null, '']);
  assert.equal(step(back, { kind: 'undo' }, WORDS), back);
  assert.equal(after(picked, { ...answered, field: 'New words' }).before, null);
  assert.equal(after(picked, { ...answered, field: '  ' }).before, null);
});

test('a file that is too large is never sent', () => {
  const refused = after({ ...picked, size: 101 });
  assert.deepEqual([refused.phase, refused.said, isBusy(refused)], ['fault', 'Too large.', false]);
});

test('a refusal is said in its own words, or in ours', () => {
  assert.equal(after(picked, { kind: 'refused', said: 'Protected.' }).said, 'Protected.');
  assert.equal(after(picked, { kind: 'refused', said: '' }).said, 'Failed.');
});

test('what comes after stop changes nothing', () => {
  const stopped = after(picked, { kind: 'stop' });
  assert.deepEqual([stopped.phase, stopped.said], ['stopped', 'Stopped.']);
  for (const late of [answered, { kind: 'refused', said: 'x' }, { kind: 'arrived' }, { kind: 'progress', sent: 1 }]) {
    assert.equal(step(stopped, late, WORDS), stopped);
  }
  assert.equal(step(IDLE, { kind: 'stop' }, WORDS), IDLE);
});

test('another file while one is read begins anew, and the first words can still come back', () => {
  const done = after(picked, { ...answered, field: 'Mine' }, { kind: 'written' }, { ...picked, name: 'b.docx' });
  assert.deepEqual([done.phase, done.name, done.before, done.filled], ['sending', 'b.docx', 'Mine', null]);
});

test('steps are told as they come, once each, and a new file begins without any', () => {
  const read = after(picked, { kind: 'arrived' }, { kind: 'step', step: 'received' }, { kind: 'step', step: 'read' },
    { kind: 'step', step: 'read' });
  assert.deepEqual([read.phase, read.steps], ['reading', ['received', 'read']]);
  assert.deepEqual(step(read, picked, WORDS).steps, []);
  const refused = step(read, { kind: 'refused', said: 'Damaged.' }, WORDS);
  assert.equal(step(refused, { kind: 'step', step: 'understood' }, WORDS), refused);
});

test('the steps of an answer are its whole lines, and the answer is the last one', () => {
  assert.deepEqual(stepsIn(''), []);
  assert.deepEqual(stepsIn('{"step": "received"}\n{"step": "re'), ['received']);
  const whole = '{"step": "received"}\n{"step": "read"}\n{"address": "/resumes/1"}\n';
  assert.deepEqual(stepsIn(whole), ['received', 'read']);
  assert.deepEqual(lastLine(whole), { address: '/resumes/1' });
  assert.deepEqual(lastLine('{"message": "Too large."}'), { message: 'Too large.' });
  for (const odd of ['', 'null', '5', '<!doctype html>']) assert.deepEqual(lastLine(odd), {});
});
