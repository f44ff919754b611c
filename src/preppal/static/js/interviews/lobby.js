/** The lobby's microphone check. Without it the forms still lead into the room. */

import { allDevices, newContext, ofKind, remember } from './devices.js';
import { LOBBY_START, lobbyStep, WONDER_AFTER_MS } from './lobby_state.js';
import { Meter } from './meter.js';
import {
  browserOf,
  canHear,
  chime,
  isGranted,
  Microphone,
  MicrophoneTrouble,
  playBack,
} from './microphone.js';
import { CARE_START, careStep } from './sound_care.js';

const FRAME_MS = 40;
const RECORD_MS = 3000;

class MicCheck extends HTMLElement {
  connectedCallback() {
    if (!this.querySelector('[data-part="meter"]')) return;
    this.state = LOBBY_START;
    this.care = CARE_START;
    this.meter = new Meter(this.piece('meter'));
    /** @type {AudioContext | null} */
    this.context = null;
    /** @type {Microphone | null} */
    this.microphone = null;
    /** @type {ArrayBuffer[]} */
    this.recording = [];
    const browser = browserOf(navigator.userAgent);
    for (const hint of this.querySelectorAll('[data-browser]')) hint.hidden = hint.dataset.browser !== browser;
    const acts = {
      listen: () => this.#listen(),
      change: () => this.#showDevices(),
      record: () => this.#record(),
      chime: () => this.#chime(),
    };
    this.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('[data-act]') : null;
      if (button) acts[button.dataset.act]?.();
    });
    this.piece('choice').addEventListener('change', ({ target }) => {
      remember('audioinput', { id: target.value, label: target.selectedOptions[0].label });
      this.#listen();
    });
    // The room opens the microphone itself; some devices serve one page at a time.
    addEventListener('pagehide', () => this.#close());
    this.#arrive();
  }

  /** @param {string} name @returns {any} */
  piece(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  async #arrive() {
    if (!canHear()) {
      this.#dispatch({ type: 'failed', trouble: 'insecure' });
      return;
    }
    navigator.mediaDevices.addEventListener('devicechange', () => this.#devicesChanged());
    if (await isGranted()) this.#listen();
  }

  #dispatch(event) {
    const before = this.state;
    this.state = lobbyStep(before, event);
    if (this.state !== before) this.#paint(this.state);
  }

  #paint({ check, trouble, care, device, silentMs }) {
    this.dataset.state = check;
    for (const element of this.querySelectorAll('[data-when]')) {
      element.hidden = !element.dataset.when.split(' ').includes(check);
    }
    for (const element of this.querySelectorAll('[data-trouble]')) {
      element.hidden = element.dataset.trouble !== trouble;
    }
    const name = this.piece('device');
    if (name.textContent !== device) name.textContent = device;
    for (const element of this.querySelectorAll('[data-care]')) element.hidden = element.dataset.care !== care;
    this.piece('hint').hidden = care !== '' || silentMs >= WONDER_AFTER_MS;
    this.piece('silence').hidden = care !== '' || silentMs < WONDER_AFTER_MS;
    const [byVoice, inWriting] = [this.piece('in-voice'), this.piece('in-writing')];
    if (byVoice) byVoice.hidden = check === 'trouble';
    if (inWriting) inWriting.hidden = check !== 'trouble';
  }

  /** Needs a click the first time: browsers keep sound and microphone off until then. */
  async #wake() {
    this.context ??= newContext();
    this.context.resume();
    return this.context;
  }

  async #listen() {
    this.microphone?.close();
    this.microphone = null;
    this.meter.clear();
    this.#dispatch({ type: 'ask' });
    try {
      if (!canHear()) throw new MicrophoneTrouble('insecure');
      const context = await this.#wake();
      const constraints = JSON.parse(this.dataset.microphone ?? '{}');
      this.microphone = await Microphone.open(context, constraints, (frame, level) => this.#heard(frame, level));
    } catch (failure) {
      const trouble = failure instanceof MicrophoneTrouble ? failure.trouble : 'busy';
      this.#dispatch({ type: 'failed', trouble });
      return;
    }
    const { microphone } = this;
    const { track } = microphone;
    const muted = () => this.microphone === microphone && this.#careStep({ type: 'switched_off', on: track.muted });
    // Another may be there; if not, that is what is said.
    track.addEventListener('ended', () => this.microphone === microphone && this.#listen());
    track.addEventListener('mute', muted);
    track.addEventListener('unmute', muted);
    this.#dispatch({ type: 'opened', device: microphone.name });
    this.#careStep({ type: 'opened', switchedOff: track.muted });
    this.#listDevices();
  }

  #careStep(event) {
    this.care = careStep(this.care, event);
    if (this.care.trouble !== this.state.care) this.#dispatch({ type: 'care', care: this.care.trouble });
  }

  #heard(frame, level) {
    this.#careStep({ type: 'frame', level, ms: FRAME_MS, theirs: true });
    if (this.state.check === 'recording') this.#keep(frame);
    if (this.state.check !== 'replaying') this.meter.hear(level);
    this.#dispatch({ type: 'level', level, ms: FRAME_MS });
  }

  #record() {
    this.recording = [];
    this.meter.clear();
    this.context?.resume();
    this.#dispatch({ type: 'record' });
  }

  async #keep(frame) {
    this.recording.push(frame);
    if (this.recording.length * FRAME_MS < RECORD_MS) return;
    this.#dispatch({ type: 'replay' });
    await playBack(/** @type {AudioContext} */ (this.context), this.recording);
    this.recording = [];
    this.#dispatch({ type: 'replayed' });
  }

  async #chime() {
    await chime(await this.#wake());
    this.piece('chime-ask').hidden = true;
    this.piece('chime-heard').hidden = false;
  }

  async #listDevices() {
    const known = ofKind(await allDevices(), 'audioinput');
    const choice = this.piece('choice');
    const options = known.map((device) => {
      const chosen = device.deviceId === this.microphone?.device.deviceId;
      return new Option(device.label, device.deviceId, chosen, chosen);
    });
    choice.replaceChildren(...options);
    this.piece('change').hidden = known.length < 2;
    if (known.length < 2) this.piece('devices').hidden = true;
  }

  #showDevices() {
    const devices = this.piece('devices');
    devices.hidden = !devices.hidden;
    this.piece('change').setAttribute('aria-expanded', String(!devices.hidden));
    if (!devices.hidden) this.piece('choice').focus();
  }

  /** Something was plugged in or out: a missing microphone may be there now. */
  #devicesChanged() {
    if (this.microphone) this.#listDevices();
    else if (this.state.trouble === 'missing') this.#listen();
  }

  #close() {
    this.microphone?.close();
    this.microphone = null;
    this.context?.close();
    this.context = null;
  }
}

customElements.define('mic-check', MicCheck);
