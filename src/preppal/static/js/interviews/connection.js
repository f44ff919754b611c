/**
 * The line to the server: one WebSocket at a time, opened again when it breaks.
 *
 * Frames go up through `send` and `sendAudio`; everything that comes down, and every change of the line
 * itself, goes to one listener as an event of live_state.js.
 */

const PROTOCOL = 'preppal.live.v1';
/** Beyond this the uplink is not keeping up: old sound is worth less than new. */
const UPLINK_LIMIT = 64 * 1024;
/** The server says the time every 5 s; after three of those in silence the line is dead. */
const DEAD_AFTER_MS = 16_000;
const CLOSED_FOR_GOOD = new Map([
  [4000, 'bad_frame'],
  [4001, 'signed_out'],
  [4004, 'not_found'],
  [4011, 'not_live'],
]);
/** Somebody else holds the room; only a person's click asks for it again. */
const HELD = new Map([
  [4009, 'taken_over'],
  [4010, 'held_elsewhere'],
]);

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
  #pulse = 0;
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
    addEventListener('online', () => this.#wanted && !this.#socket && this.#open());
  }

  /** @param {{takeOver?: boolean}} [how] */
  open({ takeOver = false } = {}) {
    this.close();
    this.#wanted = true;
    if (takeOver) this.#hold(true);
    this.#open();
  }

  close() {
    this.#wanted = false;
    clearTimeout(this.#retry);
    clearTimeout(this.#pulse);
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
    socket.addEventListener('open', () => {
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
    if (data instanceof ArrayBuffer) {
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
    if (this.#live) this.#expectPulse();
    this.#listen({ ...frame, at: performance.now() });
  }

  #expectPulse() {
    clearTimeout(this.#pulse);
    const socket = this.#socket;
    this.#pulse = setTimeout(() => {
      if (socket !== this.#socket) return;
      // A dead line may take minutes to close by itself: let go of it now.
      this.#socket = null;
      socket?.close();
      this.#lost(1006);
    }, DEAD_AFTER_MS);
  }

  #lost(code) {
    clearTimeout(this.#pulse);
    if (!this.#wanted) return;
    if (CLOSED_FOR_GOOD.has(code)) {
      this.#wanted = false;
      this.#listen({ type: 'refused', code: CLOSED_FOR_GOOD.get(code) });
      return;
    }
    if (HELD.has(code)) {
      this.#wanted = false;
      this.#hold(false);
      this.#listen({ type: 'error', code: HELD.get(code) });
      return;
    }
    this.#attempt += 1;
    this.#listen({ type: 'dropped', at: performance.now() });
    this.#retry = setTimeout(() => this.#open(), backOff(this.#attempt, Math.random()));
  }
}
