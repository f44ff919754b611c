import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ofKind, onChange, pick, remember, remembered } from '../../src/preppal/static/js/interviews/devices.js';

const device = (deviceId, label, groupId = `g-${label}`, kind = 'audioinput') => ({ deviceId, label, groupId, kind });
const LAPTOP = device('1', 'Laptop');
const HEADSET = device('2', 'Headset');
/** As Chromium lists them: the system's choice once more, in front. */
const chromium = (system, ...others) => [device('default', `Default - ${system.label}`, system.groupId), system, ...others];

class Storage {
  kept = new Map();
  getItem = (name) => this.kept.get(name) ?? null;
  setItem = (name, value) => this.kept.set(name, value);
  removeItem = (name) => this.kept.delete(name);
}

test('the chosen one is known by its id, and by its name when ids have changed', () => {
  const choice = { id: '2', label: 'Headset' };
  assert.equal(pick([LAPTOP, HEADSET], choice), HEADSET);
  const again = device('77', 'Headset');
  assert.equal(pick([LAPTOP, again], choice), again);
  assert.equal(pick([LAPTOP], choice), undefined);
  assert.equal(pick([LAPTOP, HEADSET], null), undefined);
  assert.equal(pick([device('', '')], { id: '', label: '' }), undefined);
});

test('each device is offered once, and none before a microphone was allowed', () => {
  const all = [device('default', 'Default - Laptop'), device('communications', 'Laptop'), LAPTOP, device('', '', '', 'audioinput'), device('9', 'Screen', 'g', 'audiooutput')];
  assert.deepEqual(ofKind(all, 'audioinput').map(({ deviceId }) => deviceId), ['default', '1']);
  assert.deepEqual(ofKind(all, 'audiooutput').map(({ label }) => label), ['Screen']);
});

test('a choice is remembered; the system’s own forgets it; broken memory is no choice', () => {
  globalThis.localStorage = new Storage();
  assert.equal(remembered('audioinput'), null);
  remember('audioinput', { id: '2', label: 'Headset' });
  assert.deepEqual(remembered('audioinput'), { id: '2', label: 'Headset' });
  assert.equal(remembered('audiooutput'), null);
  remember('audioinput', { id: 'default', label: 'Default - Laptop' });
  assert.equal(remembered('audioinput'), null);
  for (const broken of ['{', '[]', '7', '""', 'null']) {
    localStorage.setItem('preppal.microphone', broken);
    assert.equal(remembered('audioinput'), null);
  }
  delete globalThis.localStorage;
  assert.equal(remembered('audioinput'), null, 'storage is switched off');
  remember('audioinput', { id: '2', label: 'Headset' });
});

const current = ({ deviceId, groupId }) => ({ deviceId, groupId });

test('without a choice the system’s is followed', () => {
  const before = chromium(LAPTOP);
  const now = chromium(HEADSET, LAPTOP);
  const open = { deviceId: 'default', groupId: LAPTOP.groupId };
  assert.deepEqual(onChange({ before, now, current: open, choice: null }), { act: 'switch' });
  // Something else was plugged in; the system stays with what it had.
  assert.deepEqual(onChange({ before, now: chromium(LAPTOP, HEADSET), current: open, choice: null }), { act: 'stay' });
});

test('with a choice the system may choose what it likes, and another one is told of', () => {
  const choice = { id: '1', label: 'Laptop' };
  const facts = { before: chromium(LAPTOP), now: chromium(HEADSET, LAPTOP), current: current(LAPTOP), choice };
  assert.deepEqual(onChange(facts), { act: 'tell', label: 'Headset' });
  assert.deepEqual(onChange({ ...facts, before: facts.now }), { act: 'stay' });
});

test('the chosen one is used again as soon as it is back', () => {
  const choice = { id: '2', label: 'Headset' };
  const open = { deviceId: 'default', groupId: LAPTOP.groupId };
  const facts = { before: chromium(LAPTOP), now: chromium(LAPTOP, HEADSET), current: open, choice };
  assert.deepEqual(onChange(facts), { act: 'switch' });
});

test('what is no longer there is left, also when the browser does not end it', () => {
  const facts = { before: [LAPTOP, HEADSET], now: [LAPTOP], current: current(HEADSET), choice: { id: '2', label: 'Headset' } };
  assert.deepEqual(onChange(facts), { act: 'switch' });
});

test('a browser that names no default is not second-guessed', () => {
  const facts = { before: [LAPTOP], now: [HEADSET, LAPTOP], current: current(LAPTOP), choice: null };
  assert.deepEqual(onChange(facts), { act: 'tell', label: 'Headset' });
});
