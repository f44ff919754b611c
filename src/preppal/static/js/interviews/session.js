/** The live room: joins the line, the sound, the state and the screen. */

import { Connection } from './connection.js';
import { LiveFigure } from './figure.js';
import { initialState, lastSeq, remaining, step } from './live_state.js';
import { browserOf, isGranted, MicrophoneTrouble } from './microphone.js';
import { Acknowledgements } from './playback.js';
import { keysOn, roomKey, switchKeys } from './room_keys.js';
import { RoomView } from './room_view.js';
import { Sound } from './sound.js';
import { TableEdge } from './table_edge.js';

const NOTICE_MS = 12_000;
/** Nobody means to cut in within the first moment: they were about to press "I'm done". */
const CUT_IN_AFTER_MS = 1000;
/** The server writes the last words and answers `ended`; after this long we ask by form. */
const END_WITHIN_MS = 8000;
/** Time to read that it is over before the report opens. */
const GOODBYE_MS = 1600;
/** Louder than a quiet room, for as long as a syllable: then somebody is speaking. */
const VOICE = 0.012;
const SYLLABLE_MS = 240;
const FRAME_MS = 40;
/** Silence after which a sound that brought no words was none. */
const COUGH_MS = 3000;
/** PCM16 at 24 kHz. */
const BYTES_PER_MS = 48;

class LiveRoom extends HTMLElement {
  connectedCallback() {
    const { path, mode, minutes, remainingMs, manner, microphone } = this.dataset;
    this.view = new RoomView(this);
    this.piece = this.view.part;
    this.state = initialState({ mode: mode === 'voice' ? 'voice' : 'text', totalMs: Number(minutes) * 60_000 });
    this.state = { ...this.state, remainingMs: Number(remainingMs) };
    this.figure = new LiveFigure(this.piece('figure'), JSON.parse(manner ?? '{}'));
    this.edge = new TableEdge(this.piece('edge'));
    this.line = new Connection(
      path ?? '',
      () => ({ mode: this.state.mode, last_seq: lastSeq(this.state) }),
      (event) => this.#receive(event),
    );
    this.heard = new Acknowledgements((turn, ms) => this.line.send({ type: 'playback', turn, ms }));
    this.sound = new Sound(JSON.parse(microphone ?? '{}'), {
      frame: (frame, level) => this.#spoke(frame, level),
      position: (position) => this.#played(position),
      lost: () => this.#microphoneLost(),
    });
    this.speakingSince = 0;
    this.voicedMs = 0;
    this.voicedAt = 0;
    this.writingHold = false;
    this.lastMinuteSaid = false;
    // The lobby has asked whether to take it over from the other tab.
    this.askedInLobby = new URLSearchParams(location.search).has('take_over');
    if (this.askedInLobby) history.replaceState(null, '', location.pathname);
    this.#showBrowser();
    this.#listenToPerson();
    this.view.paint(this.state, null);
    setInterval(() => this.#tick(), 500);
    this.#tick();
    this.#arrive();
  }

  /** Straight in where the browser allows sound and microphone already; else one button. */
  async #arrive() {
    if (this.state.mode === 'text') {
      this.#enter('text');
      return;
    }
    const [granted, awake] = await Promise.all([isGranted(), this.sound.wake()]);
    if (granted && awake) await this.#goIn();
    else this.querySelector('[data-act="go-in"]')?.focus();
  }

  #enter(mode, how = {}) {
    this.#dispatch({ type: 'enter', mode });
    this.line.open({ takeOver: this.askedInLobby, ...how });
    this.askedInLobby = false;
  }

  /** Microphone first: what goes wrong with it is said before the clock starts. */
  async #goIn() {
    this.#dispatch({ type: 'microphone', microphone: 'opening' });
    try {
      await this.sound.wake();
      await this.sound.open();
    } catch (failure) {
      const trouble = failure instanceof MicrophoneTrouble ? failure.trouble : 'busy';
      this.#dispatch({ type: 'microphone', microphone: trouble });
      return false;
    }
    this.#dispatch({ type: 'microphone', microphone: 'on' });
    this.#enter('voice');
    return true;
  }

  #dispatch(event) {
    const before = this.state;
    this.state = step(before, event);
    if (this.state === before) return;
    this.view.paint(this.state, before);
    this.#follow(this.state, before);
  }

  /** What a change asks of figure, sound and focus. */
  #follow(state, before) {
    if (state.floor !== before.floor || state.phase !== before.phase) {
      this.figure.show(state.phase === 'live' ? state.floor : 'listening', state.phase !== 'live');
      if (state.floor === 'speaking') this.speakingSince = performance.now();
    }
    if (state.phase !== before.phase) this.#phaseChanged(state, before);
    if (state.engine === 'text' && state.phase === 'live') this.sound.stopListening();
    if (state.notice && state.notice !== before.notice) {
      const { notice } = state;
      setTimeout(() => this.#dispatch({ type: 'noticed', notice }), NOTICE_MS);
    }
  }

  #phaseChanged(state, before) {
    if (state.phase === 'live') {
      for (const text of state.unconfirmed) this.line.send({ type: 'say', text });
      if (state.muted) this.line.send({ type: 'mute', on: true });
      if (before.phase === 'dropped' || this.hasDropped) {
        this.#dispatch({ type: 'notice', code: 'back', text: this.view.words('back') });
      } else if (state.voice.text) {
        this.#dispatch({ type: 'notice', code: 'voice', text: state.voice.text });
      }
      this.hasDropped = false;
      this.#keepAwake();
      if (state.mode === 'text') this.#field().focus();
    }
    if (state.phase === 'dropped') this.hasDropped = true;
    if (['elsewhere', 'taken', 'closed', 'ended'].includes(state.phase)) {
      this.sound.close();
      this.querySelector(`[data-panel="${state.phase}"] .button`)?.focus();
    }
    if (state.phase === 'ended') {
      for (const dialog of this.querySelectorAll('dialog[open]')) dialog.close();
      const url = state.feedbackUrl || this.dataset.feedback;
      setTimeout(() => location.assign(url), GOODBYE_MS);
    }
  }

  /** A frame of the server, or a change of the line. */
  #receive(event) {
    const { playback } = this.sound;
    if (event.type === 'sound') {
      playback?.push(event.pcm);
      this.#dispatch({ type: 'arrived', ms: event.pcm.byteLength / BYTES_PER_MS });
      return;
    }
    if (event.type === 'ready' || event.type === 'flush') playback?.flush();
    if (event.type === 'state' && event.state === 'speaking' && event.turn) playback?.begin(event.turn);
    this.#dispatch(event);
  }

  #played(position) {
    if (position.playing) this.figure.speak(position.level);
    this.heard.note(position);
    this.#dispatch({ type: 'heard', turn: position.turn, ms: position.ms });
  }

  #spoke(frame, level) {
    const { phase, muted, mode } = this.state;
    if (phase !== 'live' || muted || mode !== 'voice') return;
    this.line.sendAudio(frame);
    this.edge.hear(level);
    this.voicedMs = level > VOICE ? this.voicedMs + FRAME_MS : Math.max(0, this.voicedMs - FRAME_MS / 2);
    if (this.voicedMs === 0) return;
    this.voicedAt = performance.now();
    if (this.voicedMs >= SYLLABLE_MS) this.#dispatch({ type: 'voiced' });
  }

  #microphoneLost() {
    this.#dispatch({ type: 'microphone', microphone: 'lost' });
    const text = this.view.words('microphone-lost');
    this.#dispatch({ type: 'notice', code: 'microphone_lost', text });
    navigator.mediaDevices.addEventListener('devicechange', () => this.#findMicrophone(), { once: true });
  }

  async #findMicrophone() {
    if (this.state.microphone !== 'lost' || this.state.engine !== 'voice') return;
    try {
      await this.sound.listen();
      this.#dispatch({ type: 'microphone', microphone: 'on' });
    } catch {
      this.#microphoneLost();
    }
  }

  #tick() {
    const left = remaining(this.state, performance.now());
    this.view.tick(left, this.state.totalMs);
    if (performance.now() - this.voicedAt > COUGH_MS) this.#dispatch({ type: 'unvoiced' });
    if (this.state.phase === 'live' && left <= 60_000 && !this.lastMinuteSaid) {
      this.lastMinuteSaid = true;
      this.#dispatch({ type: 'notice', code: 'last_minute', text: this.view.words('last-minute') });
    }
  }

  async #keepAwake() {
    try {
      if (document.visibilityState === 'visible') await navigator.wakeLock?.request('screen');
    } catch {
      // A tired battery may refuse; the interview goes on all the same.
    }
  }

  #showBrowser() {
    const browser = browserOf(navigator.userAgent);
    for (const hint of this.querySelectorAll('[data-browser]')) hint.hidden = hint.dataset.browser !== browser;
    this.piece('keys').checked = keysOn();
  }

  #field() {
    return this.querySelector('#answer');
  }

  #listenToPerson() {
    const acts = {
      'go-in': () => this.#goIn(),
      write: () => this.#write(),
      speak: () => this.#speak(),
      'take-over': () => this.#takeOver(),
      mute: () => this.#mute(),
      hold: () => this.line.send({ type: 'hold', on: this.state.floor !== 'held' }),
      done: () => this.line.send({ type: 'done' }),
      'cut-in': () => this.#cutIn(),
      words: () => this.#showWords(),
      'close-words': () => this.piece('transcript').close(),
      'ask-end': () => this.piece('ending').showModal(),
      stay: () => this.piece('ending').close(),
    };
    this.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('[data-act]') : null;
      if (button) acts[button.dataset.act]?.();
    });
    document.addEventListener('keydown', (event) => this.#key(event));
    document.addEventListener('visibilitychange', () => {
      if (this.state.phase !== 'live' || document.visibilityState !== 'visible') return;
      this.#keepAwake();
      if (this.sound.microphone) this.sound.wake();
    });
    this.piece('keys').addEventListener('change', ({ target }) => switchKeys(target.checked));
    this.piece('end-form').addEventListener('submit', (event) => this.#end(event));
    this.piece('write').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#say();
    });
    this.#field().addEventListener('input', () => this.#writing());
    this.#field().addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#say();
    });
  }

  #key(event) {
    const key = roomKey(event);
    if (!key || this.state.phase !== 'live' || this.state.mode !== 'voice') return;
    if (document.querySelector('dialog[open]')) return;
    const button = [...this.querySelectorAll(`[data-key="${key}"]`)].find((known) => !known.hidden);
    if (!button || button.disabled) return;
    event.preventDefault();
    button.click();
  }

  #mute() {
    const on = !this.state.muted;
    if (this.sound.microphone) this.sound.microphone.muted = on;
    this.line.send({ type: 'mute', on });
    this.#dispatch({ type: 'muted', on });
  }

  #cutIn() {
    if (performance.now() - this.speakingSince < CUT_IN_AFTER_MS) return;
    this.line.send({ type: 'interrupt' });
  }

  /** In writing. A live voice goes on speaking; only the answers are typed from here. */
  #write() {
    if (this.state.phase !== 'live') {
      // While it loads, our own visit by voice holds the room.
      const how = this.state.phase === 'door' ? {} : { takeOver: true };
      this.sound.close();
      this.#enter('text', how);
      return;
    }
    if (this.sound.microphone) this.sound.microphone.muted = true;
    this.line.send({ type: 'mute', on: true });
    this.#dispatch({ type: 'mode', mode: 'text' });
    this.#field().focus();
  }

  async #speak() {
    if (this.state.engine === 'voice' && this.sound.microphone) {
      this.sound.microphone.muted = this.state.muted;
      this.line.send({ type: 'mute', on: this.state.muted });
      this.#letGo();
      this.#dispatch({ type: 'mode', mode: 'voice' });
      this.querySelector('[data-act="mute"]').focus();
      return;
    }
    // The server opens a voice only with a new hello; until the microphone is open all stays as it is.
    if (!(await this.#goIn())) this.#notHeard();
  }

  #notHeard() {
    const trouble = this.querySelector(`[data-trouble="${this.state.microphone}"] .notice`);
    const text = trouble?.textContent?.trim() ?? '';
    this.#dispatch({ type: 'notice', code: 'microphone_lost', text });
  }

  async #takeOver() {
    if (this.state.mode === 'voice') {
      try {
        await this.sound.wake();
        await this.sound.open();
      } catch (failure) {
        const trouble = failure instanceof MicrophoneTrouble ? failure.trouble : 'busy';
        this.#dispatch({ type: 'microphone', microphone: trouble });
        this.#enter('text', { takeOver: true });
        return;
      }
    }
    this.#enter(this.state.mode, { takeOver: true });
  }

  /** Who is typing has the floor: the interviewer waits as for "Take your time". */
  #writing() {
    const wanted = this.#field().value.trim() !== '';
    if (wanted && !this.writingHold && this.state.floor === 'listening') {
      this.writingHold = this.line.send({ type: 'hold', on: true });
    } else if (!wanted) this.#letGo();
  }

  #letGo() {
    if (this.writingHold) this.line.send({ type: 'hold', on: false });
    this.writingHold = false;
  }

  #say() {
    const field = this.#field();
    const text = field.value.trim();
    if (!text || this.state.phase !== 'live') return;
    this.#letGo();
    this.line.send({ type: 'say', text });
    this.#dispatch({ type: 'wrote', text });
    field.value = '';
    field.focus();
  }

  #showWords() {
    const dialog = this.piece('transcript');
    dialog.showModal();
    const words = this.piece('all-words').parentElement;
    words.scrollTop = words.scrollHeight;
    words.focus();
  }

  /** Over the line, so that the last words are kept; by form when there is no line. */
  #end(event) {
    const form = event.target;
    if (this.state.phase !== 'live' || !this.line.send({ type: 'end' })) return;
    event.preventDefault();
    const button = form.querySelector('button');
    button.setAttribute('aria-busy', 'true');
    button.disabled = true;
    setTimeout(() => form.submit(), END_WITHIN_MS);
  }
}

customElements.define('live-room', LiveRoom);
