/** Opening a microphone, and saying in one word why it did not open. */

import { UPLINK_RATE } from '../audio/framer.js';
import { allDevices, ofKind, pick, remembered } from './devices.js';

/** @typedef {'refused' | 'missing' | 'busy' | 'insecure'} Trouble */

/** A word for what went wrong, known to templates as `data-trouble`. */
export class MicrophoneTrouble extends Error {
  /** @param {Trouble} trouble */
  constructor(trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** @param {unknown} failure of getUserMedia @returns {Trouble} */
export function troubleOf(failure) {
  const name = failure instanceof Error || failure instanceof DOMException ? failure.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return 'busy';
}

/** @returns {'firefox' | 'safari' | 'edge' | 'chrome'} whose settings to describe; Chrome's relatives say Chrome */
export function browserOf(userAgent) {
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Edg\//.test(userAgent)) return 'edge';
  if (/Safari\//.test(userAgent) && !/Chrom(e|ium)\//.test(userAgent)) return 'safari';
  return 'chrome';
}

/** Plain http away from this machine has neither microphone nor audio worklet. */
export const canHear = () =>
  Boolean(navigator.mediaDevices?.getUserMedia) && typeof AudioWorkletNode === 'function';

/** @returns {Promise<boolean>} whether the browser will not have to ask */
export async function isGranted() {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state === 'granted';
  } catch {
    return false; // Firefox before 132 does not know the name: then we ask.
  }
}

/** Firefox joins a microphone only to a context that runs at its rate; a headset may have changed that. */
export class RateChanged extends Error {}

export class Microphone {
  #node;
  #source;

  /**
   * @param {MediaStream} stream @param {AudioContext} context
   * @param {(frame: ArrayBuffer, level: number) => void} onFrame 40 ms of PCM16 at 16 kHz and its loudness
   */
  constructor(stream, context, onFrame) {
    this.stream = stream;
    this.track = stream.getAudioTracks()[0];
    this.#source = sourceOf(context, stream);
    this.#node = new AudioWorkletNode(context, 'preppal-capture', {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    this.#node.port.onmessage = ({ data }) => onFrame(data.frame, data.level);
    this.#source.connect(this.#node);
  }

  get name() {
    return this.track.label;
  }

  /** @returns {{deviceId: string, groupId: string}} */
  get device() {
    const { deviceId = '', groupId = '' } = this.track.getSettings();
    return { deviceId, groupId };
  }

  /** @param {boolean} on a muted microphone is silent at its source */
  set muted(on) {
    this.track.enabled = !on;
  }

  close() {
    this.#node.port.onmessage = null;
    this.#source.disconnect();
    for (const track of this.stream.getTracks()) track.stop();
  }

  /**
   * @param {AudioContext} context
   * @param {MediaTrackConstraints} constraints from the server, e.g. echo cancellation
   * @param {(frame: ArrayBuffer, level: number) => void} onFrame
   * @returns {Promise<Microphone>}
   * @throws {MicrophoneTrouble | RateChanged}
   */
  static async open(context, constraints, onFrame) {
    if (!canHear()) throw new MicrophoneTrouble('insecure');
    try {
      await context.audioWorklet.addModule(new URL('../audio/capture_worklet.js', import.meta.url).href);
      return new Microphone(await streamOf(constraints), context, onFrame);
    } catch (failure) {
      throw failure instanceof RateChanged ? failure : new MicrophoneTrouble(troubleOf(failure));
    }
  }
}

function sourceOf(context, stream) {
  try {
    return context.createMediaStreamSource(stream);
  } catch {
    for (const track of stream.getTracks()) track.stop();
    throw new RateChanged();
  }
}

/** The chosen microphone, or the system's when that one is gone. @param {MediaTrackConstraints} constraints */
async function streamOf(constraints) {
  const open = (/** @type {object} */ more = {}) =>
    navigator.mediaDevices.getUserMedia({ audio: { ...constraints, ...more } });
  const chosen = async () => pick(ofKind(await allDevices(), 'audioinput'), remembered('audioinput'));
  const device = await chosen();
  if (device) {
    try {
      return await open({ deviceId: { exact: device.deviceId } });
    } catch (failure) {
      if (troubleOf(failure) === 'refused') throw failure;
      return open();
    }
  }
  const stream = await open();
  // Names are only known once a microphone was allowed: the chosen one may be here under another id.
  const named = await chosen();
  if (!named || stream.getAudioTracks()[0].getSettings().deviceId === named.deviceId) return stream;
  for (const track of stream.getTracks()) track.stop();
  return open({ deviceId: { exact: named.deviceId } });
}

/** @param {AudioContext} context @param {ArrayBuffer[]} frames from the microphone @returns {Promise<void>} when it was heard */
export function playBack(context, frames) {
  const samples = frames.flatMap((frame) => [...new Int16Array(frame)]);
  const buffer = context.createBuffer(1, Math.max(1, samples.length), UPLINK_RATE);
  buffer.copyToChannel(Float32Array.from(samples, (sample) => sample / 32_768), 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(context.destination);
  source.start();
  return new Promise((resolve) => source.addEventListener('ended', () => resolve(), { once: true }));
}

/** Two soft notes, a fifth apart. @param {AudioContext} context @returns {Promise<void>} when they have faded */
export function chime(context) {
  const start = context.currentTime + 0.02;
  const notes = [392, 587.33].map((frequency, index) => {
    const at = start + index * 0.28;
    const tone = new OscillatorNode(context, { frequency, type: 'sine' });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.22, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0005, at + 1.1);
    tone.connect(loudness).connect(context.destination);
    tone.start(at);
    tone.stop(at + 1.15);
    return tone;
  });
  return new Promise((resolve) => {
    notes[1].addEventListener('ended', () => resolve(), { once: true });
  });
}
