/**
 * The line to the server: one WebSocket at a time, opened again when it breaks.
 *
 * Frames go up through `send` and `sendAudio`; everything that comes down, and every change of the line
 * itself, goes to one listener as an event of live_state.js.
 */

import { whenAwake } from './wakefulness.js';

const PROTOCOL = 'preppal.live.v1';
/** Beyond this the uplink is not keeping up: old sound is worth less than new. */
const UPLINK_LIMIT = 64 * 1024;
/** A network that is gone leaves a socket "connecting" for minutes. */
const OPEN_WITHIN_MS = 10_000;
/** Once it has said hello a server may have to wait for its database. */
const READY_WITHIN_MS = 16_000;
/** The server says the time every 5 s; when it does not, we ask, and then the line is dead. */
const ASK_AFTER_MS = 8000;
const ANSWER_WITHIN_MS = 4000;
/** The same when there is a reason to doubt the line. */
const DOUBTED_WITHIN_MS = 2000;
/** Trying again would end the same way. Codes from 4000 are the room’s, the others the server’s. */
const CLOSED_FOR_GOOD = new Map([
  [1007, 'bad_frame'],
  [1008, 'too_fast'],
  [1009, 'too_large'],
  [4000, 'bad_frame'],
  [4001, 'signed_out'],
  [4004, 'not_found'],
  [4011, 'not_live'],
  [4012, 'interrupted'],
  [4013, 'too_large'],
  [4014, 'no_credit'],
  [4029, 'too_fast'],
  [4030, 'too_many'],
]);
/** Somebody else holds the room; only a person's click asks for it again. */
const HELD = new Map([
  [4009, 'taken_over'],
  [4010, 'held_elsewhere'],
]);

/**
 * What a close code means for this line.
 * @param {number} code
 * @returns {{event: 'refused' | 'error', code: string} | null} null: try again
 */
export function meaningOf(code) {
  const refused = CLOSED_FOR_GOOD.get(code);
  if (refused) return { event: 'refused', code: refused };
  const held = HELD.get(code);
  return held ? { event: 'error', code: held } : null;
}

/** @param {number} attempt 1 for the first @param {number} chance 0 … 1 @returns {number} ms: 0.4 s doubling to 8 s, spread */
export function backOff(attempt, chance) {
  return Math.min(8000, 400 * 2 ** Math.min(attempt - 1, 10)) * (0.75 + chance / 2);
}

export class Connection {
  #path;
  #url;
  #listen;
  #hello;
  /** @type {WebSocket | null} */
  #socket = null;
  #attempt = 0;
  #retry = 0;
  /** What happens when nothing comes until `#due`. */
  #pulse = 0;
  #due = 0;
  #wanted = false;
  /** The server has said `ready` on this socket, so it will say the time. */
  #live = false;
  /** This tab held the room, so its own dead socket must not keep it out; survives a reload. */
  #held;

  /**
   * @param {string} path of the live route
   * @param {() => {mode: string, last_seq: number}} hello asked at each opening
   * @param {(event: {type: string, [key: string]: unknown}) => void} listen
   */
  constructor(path, hello, listen) {
    this.#url = new URL(path, location.href);
    this.#url.protocol = this.#url.protocol === 'https:' ? 'wss:' : 'ws:';
    this.#hello = hello;
    this.#listen = listen;
    this.#held = sessionStorage.getItem(`preppal.held ${path}`) !== null;
    this.#path = path;
    whenAwake(() => this.doubt());
  }

  /** @param {{takeOver?: boolean}} [how] */
  open({ takeOver = false } = {}) {
    this.close();
    this.#wanted = true;
    if (takeOver) this.#hold(true);
    this.#open();
  }

  /** Perhaps the line is dead and nobody knows: ask now, and do not wait out a pause between tries. */
  doubt() {
    if (!this.#wanted) return;
    if (!this.#socket) {
      this.#attempt = 0;
      this.#open();
    } else if (this.#live) this.#ask(DOUBTED_WITHIN_MS);
    else this.#expect(ANSWER_WITHIN_MS, () => this.#dead());
  }

  close() {
    this.#wanted = false;
    clearTimeout(this.#retry);
    this.#relieve();
    this.#socket?.close(1000);
    this.#socket = null;
  }

  /** @param {object} frame @returns {boolean} whether it left */
  send(frame) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** @param {ArrayBuffer} frame PCM16 16 kHz; dropped when the line is slow */
  sendAudio(frame) {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN || socket.bufferedAmount > UPLINK_LIMIT) return;
    socket.send(frame);
  }

  #hold(on) {
    this.#held = on;
    if (on) sessionStorage.setItem(`preppal.held ${this.#path}`, '');
    else sessionStorage.removeItem(`preppal.held ${this.#path}`);
  }

  #open() {
    clearTimeout(this.#retry);
    const socket = new WebSocket(this.#url, PROTOCOL);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#live = false;
    this.#relieve();
    this.#expect(OPEN_WITHIN_MS, () => this.#dead());
    socket.addEventListener('open', () => {
      if (socket !== this.#socket) return;
      this.#relieve();
      this.#expect(READY_WITHIN_MS, () => this.#dead());
      this.send({ type: 'hello', ...this.#hello(), take_over: this.#held });
    });
    socket.addEventListener('message', ({ data }) => {
      if (socket === this.#socket) this.#receive(data);
    });
    socket.addEventListener('close', ({ code }) => {
      if (socket !== this.#socket) return;
      this.#socket = null;
      this.#lost(code);
    });
  }

  #receive(data) {
    this.#relieve();
    if (data instanceof ArrayBuffer) {
      this.#await();
      this.#listen({ type: 'sound', pcm: data });
      return;
    }
    const frame = JSON.parse(data);
    if (frame.type === 'ready') {
      this.#hold(true);
      this.#live = true;
      this.#attempt = 0;
    }
    if (frame.type === 'ended') {
      this.#wanted = false;
      this.#hold(false);
    }
    this.#await();
    if (frame.type === 'ready' || frame.type === 'time') this.send({ type: 'here' });
    this.#listen({ ...frame, at: performance.now() });
  }

  /** Something came: the next thing is due. */
  #await() {
    if (this.#live) this.#expect(ASK_AFTER_MS, () => this.#ask(ANSWER_WITHIN_MS));
    else this.#expect(READY_WITHIN_MS, () => this.#dead());
  }

  #ask(withinMs) {
    this.send({ type: 'ping' });
    this.#expect(withinMs, () => this.#dead());
  }

  /** What is expected sooner already stays expected then. */
  #expect(withinMs, otherwise) {
    const due = performance.now() + withinMs;
    if (this.#pulse && this.#due <= due) return;
    clearTimeout(this.#pulse);
    this.#due = due;
    this.#pulse = setTimeout(() => {
      this.#pulse = 0;
      otherwise();
    }, withinMs);
  }

  #relieve() {
    clearTimeout(this.#pulse);
    this.#pulse = 0;
  }

  /** A dead line may take minutes to close by itself: let go of it now. */
  #dead() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#lost(1006);
  }

  #lost(code) {
    this.#relieve();
    if (!this.#wanted) return;
    const meaning = meaningOf(code);
    if (meaning) {
      this.#wanted = false;
      if (meaning.event === 'error') this.#hold(false);
      this.#listen({ type: meaning.event, code: meaning.code });
      return;
    }
    this.#attempt += 1;
    this.#listen({ type: 'dropped', at: performance.now() });
    this.#retry = setTimeout(() => this.#open(), backOff(this.#attempt, Math.random()));
  }
}
