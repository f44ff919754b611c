/** The sound of the room: both directions, the care for their devices, and who may be heard when. */

import { DeviceCare } from './device_care.js';
import { Ducking } from './ducking.js';
import { HeadphonesHint } from './headphones.js';
import { Sound } from './sound.js';
import { isDeaf } from './sound_care.js';
import { SoundDialog } from './sound_dialog.js';

/** Frames of the server after which a voice that fell silent here by itself is settled one way or the other. */
const SETTLING = new Set(['ready', 'flush', 'state']);

export class RoomSound extends Sound {
  #on;
  #words;
  #care;
  #dialog;
  #ducking = new Ducking();
  #hint = new HeadphonesHint();
  /** @type {import('./live_state.js').State | null} */
  #state = null;
  /** What the server was told last. */
  #deaf = false;

  /**
   * @param {MediaTrackConstraints} constraints
   * @param {HTMLDialogElement} dialog
   * @param {(name: string, values?: Record<string, string>) => string} words
   * @param {{heard: (frame: ArrayBuffer, level: number) => void, played: (position: import('./playback.js').Position) => void,
   *   send: (frame: object) => boolean, dispatch: (event: {type: string, [key: string]: unknown}) => void}} on
   *   a frame for the server, how far the ear is, a message for the server, an event of live_state.js
   */
  constructor(constraints, dialog, words, on) {
    super(constraints, {
      frame: (frame, level) => this.#hear(frame, level),
      position: (position) => {
        this.#ducking.heard(position);
        on.played(position);
      },
      lost: () => this.#care.reopen(),
      silenced: (silenced) => this.#care.step({ type: 'switched_off', on: silenced }),
      asleep: (asleep) => this.#care.step({ type: 'asleep', on: asleep }),
    });
    this.#on = on;
    this.#words = words;
    this.#care = new DeviceCare(this, {
      care: ({ trouble }) => on.dispatch({ type: 'care', care: trouble }),
      opened: (name) => this.#opened(name),
      failed: (trouble) => on.dispatch({ type: 'microphone', microphone: trouble === 'missing' ? 'lost' : trouble }),
      another: (name) => this.#tell('another', name),
      rerouted: () => this.#rerouted(),
      devices: () => this.#dialog.list(),
    });
    this.#dialog = new SoundDialog(dialog, this, {
      toggled: () => this.#settleWhoHears(),
      reopen: () => this.#care.reopen(),
      rerouted: () => this.#rerouted(),
    });
  }

  /** @throws {import('./microphone.js').MicrophoneTrouble} */
  async open() {
    await super.open();
    await this.#care.watch();
  }

  /** No microphone is wanted any more; the voice goes on. */
  hearNoMore() {
    this.#care.rest();
    this.stopListening();
  }

  close() {
    this.#care.rest();
    super.close();
  }

  /** Somebody looks at the page again; while it was hidden, browsers say little of devices. */
  back() {
    if (this.microphone) this.wake();
    this.#care.look();
  }

  showDialog() {
    this.#dialog.show();
  }

  headphonesKnown() {
    this.#hint.known();
  }

  tick() {
    this.#care.tick();
  }

  /** @param {import('./live_state.js').State} state of the room, whenever it has changed */
  follow(state) {
    const fresh = state.phase === 'live' && this.#state?.phase !== 'live';
    this.#state = state;
    if (fresh) this.#deaf = false; // The server of a new line has been told nothing.
    this.#settleWhoHears();
  }

  /**
   * @param {{type: string, [key: string]: any}} event of the line
   * @returns {boolean} whether the room should be told of it
   */
  receive(event) {
    const settled = SETTLING.has(event.type) && this.#ducking.settled();
    if (event.type === 'ready' || event.type === 'flush') this.playback?.flush();
    else this.#goOn(settled);
    if (event.type === 'sound') this.playback?.push(event.pcm);
    if (event.type === 'state' && event.state === 'speaking' && event.turn) this.playback?.begin(event.turn);
    if (event.type === 'caption' && event.speaker === 'candidate' && event.text) this.#care.step({ type: 'words' });
    if (event.type !== 'notice' || event.code !== 'echo') return true;
    this.#goOn(this.#ducking.distrust());
    this.#dialog.adviseHeadphones();
    return this.#hint.due();
  }

  #hear(frame, level) {
    const { open } = this.#dialog;
    const { phase, floor, mode, muted } = /** @type {import('./live_state.js').State} */ (this.#state);
    const counts = open || (phase === 'live' && mode === 'voice' && !muted);
    this.#care.hear(level, counts ? { theirs: floor === 'listening' || floor === 'held' } : null);
    if (open) this.#dialog.hear(level);
    if (phase !== 'live' || this.#deaf) return;
    const duck = this.#ducking.hear(level);
    if (duck === 'pause') this.playback?.pause();
    this.#goOn(duck === 'release');
    this.#on.heard(frame, level);
  }

  #goOn(release) {
    if (release) this.playback?.release();
  }

  /** Muted by hand or by a switch, in writing, without a working microphone: then silence means nothing. */
  #settleWhoHears() {
    if (!this.#state) return;
    const { phase, engine, muted, mode, care } = this.#state;
    const { open } = this.#dialog;
    const byHand = muted || mode === 'text';
    if (this.microphone) this.microphone.muted = byHand && !open;
    this.#dialog.paint(care);
    const deaf = byHand || open || isDeaf(care);
    if (phase !== 'live' || engine !== 'voice' || deaf === this.#deaf) return;
    this.#deaf = deaf;
    this.#on.send({ type: 'mute', on: deaf });
    if (deaf) this.#goOn(this.#ducking.settled());
  }

  /** A microphone is open again in mid-interview. */
  #opened(name) {
    this.#on.dispatch({ type: 'microphone', microphone: 'on' });
    this.#settleWhoHears();
    this.#rerouted();
    this.#dialog.list();
    if (!this.#dialog.open) this.#tell('heard-through', name);
  }

  /** Sound takes another way: what was learnt about its echo is void, there and here. */
  #rerouted() {
    this.#on.send({ type: 'device' });
    this.#goOn(this.#ducking.forget());
  }

  #tell(code, device) {
    this.#on.dispatch({ type: 'notice', code, text: this.#words(code, { device }) });
  }
}
