import assert from 'node:assert/strict';
import { test } from 'node:test';

import { EarDelay } from '../../src/preppal/static/js/audio/ear_delay.js';
import { Framer, FRAME_SAMPLES, UPLINK_RATE } from '../../src/preppal/static/js/audio/framer.js';
import { DOWNLINK_RATE, PlaybackQueue } from '../../src/preppal/static/js/audio/playback_queue.js';
import { Resampler } from '../../src/preppal/static/js/audio/resampler.js';
import { draws } from './draws.mjs';

const RATES = [
  [48_000, 16_000],
  [44_100, 16_000],
  [96_000, 16_000],
  [16_000, 16_000],
  [8_000, 16_000],
  [24_000, 48_000],
  [24_000, 44_100],
];

const sine = (frequency, rate, seconds) =>
  Float32Array.from({ length: Math.round(rate * seconds) }, (_, i) => Math.sin((2 * Math.PI * frequency * i) / rate));

function resampled(input, from, to) {
  const resampler = new Resampler(from, to);
  const output = [];
  for (const sample of input) {
    resampler.feed(sample);
    while (resampler.ready) output.push(resampler.take());
  }
  return output;
}

/** Amplitude of one frequency, by correlation over the middle of the signal. */
function amplitude(signal, frequency, rate) {
  const middle = signal.slice(Math.floor(signal.length * 0.25), Math.floor(signal.length * 0.75));
  let [real, imaginary] = [0, 0];
  middle.forEach((sample, i) => {
    const angle = (2 * Math.PI * frequency * i) / rate;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
  });
  return (2 * Math.hypot(real, imaginary)) / middle.length;
}

for (const [from, to] of RATES) {
  test(`${from} Hz becomes ${to} Hz: as long, and speech as loud`, () => {
    const output = resampled(sine(440, from, 1), from, to);
    assert.ok(Math.abs(output.length - to) <= 1, `${output.length} samples`);
    assert.ok(Math.abs(amplitude(output, 440, to) - 1) < 0.01);
    const bright = resampled(sine(3000, from, 1), from, to);
    assert.ok(Math.abs(amplitude(bright, 3000, to) - 1) < 0.02);
  });
}

test('what 16 kHz cannot carry is filtered, not folded down into speech', () => {
  const output = resampled(sine(11_000, 48_000, 1), 48_000, 16_000);
  // 11 kHz would fold to 5 kHz.
  assert.ok(amplitude(output, 5000, 16_000) < 0.001);
  assert.ok(Math.max(...output.slice(500, -500).map(Math.abs)) < 0.002);
});

test('frames are 40 ms whatever the blocks, and know how loud they are', () => {
  for (const block of [1, 127, 128, 640, 4096]) {
    const frames = [];
    const framer = new Framer(44_100, (frame, level) => frames.push({ frame: frame.slice(), level }));
    const input = sine(440, 44_100, 1).map((sample) => sample * 0.5);
    for (let at = 0; at < input.length; at += block) framer.push(input.subarray(at, at + block));
    assert.equal(frames.length, Math.floor(UPLINK_RATE / FRAME_SAMPLES));
    assert.ok(frames.every(({ frame }) => frame.length === FRAME_SAMPLES));
    assert.ok(Math.abs(frames[10].level - 0.5 / Math.SQRT2) < 0.01);
    assert.ok(Math.abs(Math.max(...frames[10].frame) - 16_383) < 300);
  }
});

test('a shout is clipped, never wrapped round', () => {
  const frames = [];
  const framer = new Framer(16_000, (frame) => frames.push(frame.slice()));
  framer.push(new Float32Array(4000).fill(3));
  framer.push(new Float32Array(4000).fill(-3));
  assert.equal(Math.max(...frames[2]), 32_767);
  assert.equal(Math.min(...frames.at(-2)), -32_767);
});

const pcm = (ms, value = 8000) => new Int16Array((ms * DOWNLINK_RATE) / 1000).fill(value);

/** Render `ms` in blocks of 128; gives the output. */
function play(queue, ms, rate = 48_000) {
  const output = [];
  const block = new Float32Array(128);
  for (let i = 0; i < (ms * rate) / 1000 / 128; i += 1) {
    queue.render(block);
    output.push(...block);
  }
  return output;
}

const position = (queue) => ({
  turn: queue.turn,
  ms: Math.round(queue.heardMs),
  queuedMs: Math.round(queue.queuedMs),
  playing: queue.playing,
});

const isSilent = (samples) => samples.every((sample) => Math.abs(sample) < 1e-4);

test('sound waits for 60 ms in hand, then plays', () => {
  const queue = new PlaybackQueue(48_000);
  queue.begin(1);
  queue.push(pcm(40));
  assert.ok(isSilent(play(queue, 20)));
  queue.push(pcm(40));
  assert.ok(!isSilent(play(queue, 20)));
});

test('a clip shorter than that is heard all the same', () => {
  const queue = new PlaybackQueue(48_000);
  queue.push(pcm(20));
  assert.ok(!isSilent(play(queue, 300)));
  assert.equal(queue.queued, 0);
});

test('the position counts what was heard of each turn', () => {
  const queue = new PlaybackQueue(48_000);
  queue.begin(3);
  queue.push(pcm(200));
  queue.begin(5);
  queue.push(pcm(400));
  play(queue, 150);
  assert.equal(position(queue).turn, 3);
  assert.ok(Math.abs(position(queue).ms - 150) <= 6);
  play(queue, 250);
  assert.equal(position(queue).turn, 5);
  assert.ok(Math.abs(position(queue).ms - 200) <= 10);
  play(queue, 900);
  assert.deepEqual(position(queue), { turn: 5, ms: 400, queuedMs: 0, playing: false });
});

test('flush is silent within one block, and the position stays where the ear left it', () => {
  const queue = new PlaybackQueue(48_000);
  queue.begin(1);
  queue.push(pcm(5000));
  play(queue, 1000);
  const { ms } = position(queue);
  queue.flush();
  const [fading, ...after] = [play(queue, 2), play(queue, 100)];
  assert.ok(Math.abs(fading[0]) > Math.abs(fading.at(-1)) && Math.abs(fading.at(-1)) < 0.01);
  assert.ok(isSilent(after.flat()));
  assert.ok(position(queue).ms - ms <= 5);
  assert.equal(queue.queued, 0);
  queue.begin(3);
  queue.push(pcm(100));
  play(queue, 50);
  assert.equal(position(queue).turn, 3);
  assert.ok(position(queue).ms <= 55);
});

test('what comes right behind a flush is no part of what was flushed', () => {
  const queue = new PlaybackQueue(48_000);
  queue.begin(1);
  queue.push(pcm(3000));
  play(queue, 500);
  const before = queue.heardMs;
  // All in one burst of the line, before the audio thread has come round.
  queue.flush();
  queue.begin(1);
  queue.push(pcm(700, 3000));
  const sound = play(queue, 1000);
  assert.ok(before > 490 && before < 505);
  assert.deepEqual(position(queue), { turn: 1, ms: 700, queuedMs: 0, playing: false });
  const quiet = sound.filter((sample) => sample > 0.08 && sample < 0.1);
  assert.ok(Math.abs(quiet.length / 48 - 700) < 5, `${quiet.length / 48} ms of it were heard`);
});

test('a flush with hardly anything left does not bite into what comes next', () => {
  const queue = new PlaybackQueue(44_100);
  queue.begin(1);
  queue.push(pcm(100));
  play(queue, 98, 44_100);
  assert.ok(queue.playing && queue.queuedMs < 4);
  queue.flush();
  queue.begin(3);
  queue.push(pcm(200));
  play(queue, 400, 44_100);
  assert.deepEqual(position(queue), { turn: 3, ms: 200, queuedMs: 0, playing: false });
});

test('pause falls silent in 15 ms, nothing counts as heard until it is released, nothing is lost', () => {
  for (const rate of [44_100, 48_000, 96_000]) {
    const queue = new PlaybackQueue(rate);
    queue.begin(1);
    queue.push(pcm(2000));
    play(queue, 500, rate);
    const before = queue.heardMs;
    queue.pause();
    const fading = play(queue, 20, rate);
    const steps = fading.slice(1).map((sample, i) => Math.abs(sample - fading[i]));
    assert.ok(Math.max(...steps) < 0.005, 'it clicks');
    const at = queue.heardMs;
    assert.ok(at - before <= 19, `${at - before} ms were heard after the pause`);
    assert.ok(isSilent(play(queue, 900, rate)));
    assert.deepEqual([queue.heardMs, queue.playing], [at, false]);
    queue.release();
    assert.ok(!isSilent(play(queue, 20, rate)));
    play(queue, 2000, rate);
    assert.deepEqual(position(queue), { turn: 1, ms: 2000, queuedMs: 0, playing: false });
  }
});

test('a flush while paused forgets, and what comes next is heard at once and in full', () => {
  const queue = new PlaybackQueue(48_000);
  queue.begin(1);
  queue.push(pcm(2000));
  play(queue, 500);
  queue.pause();
  play(queue, 100);
  const { heardMs } = queue;
  queue.flush();
  play(queue, 50);
  assert.equal(queue.heardMs, heardMs);
  queue.begin(3);
  queue.push(pcm(300));
  assert.ok(Math.max(...play(queue, 20)) > 0.24);
});

test('another sound card goes on where the last one stopped', () => {
  const old = new PlaybackQueue(48_000);
  old.begin(1);
  old.push(pcm(600));
  old.begin(3);
  old.push(pcm(400));
  play(old, 250);
  const rest = structuredClone(old.handOver());
  const queue = new PlaybackQueue(16_000);
  queue.takeOver(rest);
  assert.equal(queue.turn, 1);
  assert.equal(queue.heardMs, old.heardMs);
  play(queue, 400, 16_000);
  assert.equal(queue.turn, 3);
  play(queue, 900, 16_000);
  assert.deepEqual(position(queue), { turn: 3, ms: 400, queuedMs: 0, playing: false });
});

test('positions come to the ear as late as the sound does, whatever happens in between', () => {
  for (const [rate, delayMs] of [[48_000, 0], [48_000, 40], [44_100, 213], [96_000, 480]]) {
    const queue = new PlaybackQueue(rate);
    const ear = new EarDelay(rate);
    ear.delayMs = delayMs;
    const block = new Float32Array(128);
    let rendered = 0;
    const later = [];
    const go = (ms) => {
      for (const end = rendered + ms; rendered < end; rendered += 128_000 / rate) {
        const level = queue.render(block);
        ear.pass(queue.turn, queue.heardMs, queue.queuedMs, queue.playing, level);
        later.push([queue.turn, queue.heardMs, queue.playing]);
        const then = later.at(-1 - Math.round((delayMs * rate) / 128_000)) ?? [0, 0, false];
        assert.deepEqual([ear.turn, ear.ms, ear.playing], then);
      }
    };
    queue.begin(1);
    queue.push(pcm(5000));
    go(1000);
    queue.pause();
    go(300);
    queue.release();
    go(300);
    queue.flush();
    const heard = Math.round(queue.heardMs);
    go(delayMs + 10);
    assert.ok(Math.abs(ear.ms - heard) < 4 && !ear.playing, `${ear.ms} for ${heard}`);
    queue.begin(1);
    queue.push(pcm(500));
    go(700 + delayMs);
    assert.deepEqual([ear.turn, ear.ms, ear.playing], [1, 500, false]);
  }
});

test('the position is the sound that left, to four milliseconds, at any rate', () => {
  for (const rate of [16_000, 44_100, 48_000, 96_000, 192_000]) {
    const { integer } = draws(rate);
    const queue = new PlaybackQueue(rate);
    let turn = 0;
    for (let round = 0; round < 12; round += 1) {
      queue.begin((turn += 1));
      queue.push(pcm(integer(300, 900)));
      let sounding = 0;
      for (let spell = 0; spell < 3; spell += 1) {
        sounding += play(queue, integer(20, 200), rate).filter((sample) => Math.abs(sample) > 1e-4).length;
        queue.pause();
        sounding += play(queue, 30, rate).filter((sample) => Math.abs(sample) > 1e-4).length;
        queue.release();
      }
      const out = (sounding * 1000) / rate;
      assert.ok(Math.abs(queue.heardMs - out) < 4, `${rate}: ${queue.heardMs} and ${out}`);
      queue.flush();
      play(queue, 5, rate);
    }
  }
});

test('flush before anything was heard leaves nothing heard', () => {
  const queue = new PlaybackQueue(48_000);
  queue.begin(1);
  queue.push(pcm(1000));
  queue.begin(3);
  queue.flush();
  assert.deepEqual(position(queue), { turn: 3, ms: 0, queuedMs: 0, playing: false });
  assert.ok(isSilent(play(queue, 100)));
});

test('two minutes fit, more is dropped and counted', () => {
  const queue = new PlaybackQueue(24_000);
  for (let i = 0; i < 130; i += 1) queue.push(pcm(1000));
  assert.equal(queue.queued, 120 * DOWNLINK_RATE);
  assert.equal(queue.dropped, 10 * DOWNLINK_RATE);
});

test('any order of begin, push, flush and playing keeps the count right', () => {
  const { integer, pick } = draws(7);
  const queue = new PlaybackQueue(44_100);
  let turn = 0;
  const block = new Float32Array(128);
  for (let i = 0; i < 4000; i += 1) {
    pick([
      () => queue.begin((turn += 1)),
      () => queue.push(pcm(integer(1, 400))),
      () => queue.flush(),
      () => queue.pause(),
      () => queue.release(),
      () => integer(1, 60) && Array.from({ length: integer(1, 60) }, () => queue.render(block)),
    ])();
    const { turn: heard, ms, queuedMs } = position(queue);
    assert.ok(queue.queued >= 0 && queue.queued <= 120 * DOWNLINK_RATE);
    assert.ok(heard >= 0 && heard <= turn && ms >= 0 && queuedMs >= 0);
    assert.ok(block.every((sample) => Math.abs(sample) <= 1.2));
  }
});
