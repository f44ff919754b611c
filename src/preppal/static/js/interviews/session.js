/** The live room: joins the line, the sound, the state and the screen. */

import { cleanAnswer } from './answer.js';
import { BrowserVoice } from './browser_voice.js';
import { Connection } from './connection.js';
import { LiveFigure } from './figure.js';
import { initialState, lastSeq, remaining, step } from './live_state.js';
import { browserOf, isGranted, MicrophoneTrouble } from './microphone.js';
import { Pending } from './pending.js';
import { Acknowledgements } from './playback.js';
import { Presence } from './presence.js';
import { keysOn, roomKey, switchKeys } from './room_keys.js';
import { RoomSound } from './room_sound.js';
import { RoomView } from './room_view.js';
import { TableEdge } from './table_edge.js';

const NOTICE_MS = 12_000;
/** A hint that can be put away by hand, and a voice place that is kept, last longer. */
const LASTS_MS = new Map([['echo', 45_000], ['voice_place', 30_000]]);
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
/** Phases in which an answer can be written; it is sent as soon as the line is there. */
const ANSWERABLE = new Set(['live', 'dropped']);
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
    this.pending = new Pending(path ?? '');
    this.state = { ...this.state, remainingMs: Number(remainingMs), ...this.pending.load() };
    this.figure = new LiveFigure(this.piece('figure'), JSON.parse(manner ?? '{}'));
    this.edge = new TableEdge(this.piece('edge'));
    this.line = new Connection(
      path ?? '',
      () => ({ mode: this.state.mode, last_seq: lastSeq(this.state) }),
      (event) => this.#receive(event),
    );
    this.heard = new Acknowledgements((turn, ms) => this.line.send({ type: 'playback', turn, ms }));
    this.sound = new RoomSound(JSON.parse(microphone ?? '{}'), this.piece('sound'), this.view.words, {
      heard: (frame, level) => this.#spoke(frame, level),
      played: (position) => this.#played(position),
      send: (frame) => this.line.send(frame),
      dispatch: (event) => this.#dispatch(event),
    });
    this.presence = new Presence(() => this.sound.back());
    this.hears = this.hasAttribute('data-hears');
    this.aloud = this.hasAttribute('data-read-aloud') ? this.#browserVoice() : null;
    this.speakingSince = 0;
    this.voicedMs = 0;
    this.voicedAt = 0;
    this.writingHold = false;
    /** @type {string[]} answers that the server had no room for, while another one is being written */
    this.returned = [];
    this.lastMinuteSaid = false;
    // The lobby has asked whether to take it over from the other tab.
    this.askedInLobby = new URLSearchParams(location.search).has('take_over');
    if (this.askedInLobby) history.replaceState(null, '', location.pathname);
    this.#showBrowser();
    this.#listenToPerson();
    this.view.paint(this.state, null);
    setInterval(() => this.#tick(), 500);
    // What has to scroll, and so must be reached by keys, depends on the window.
    addEventListener('resize', () => this.view.paint(this.state, null));
    this.#tick();
    this.#arrive();
  }

  /** Straight in where the browser allows sound and microphone already; else one button. */
  async #arrive() {
    if (this.state.mode === 'text') {
      this.#enter('text');
      return;
    }
    const [granted, awake] = await Promise.all([!this.hears || isGranted(), this.sound.wake()]);
    if (granted && awake) await this.#goIn();
    else this.querySelector('[data-act="go-in"]')?.focus();
  }

  #enter(mode, how = {}) {
    this.#dispatch({ type: 'enter', mode });
    this.line.open({ takeOver: this.askedInLobby, ...how });
    this.askedInLobby = false;
  }

  #browserVoice() {
    return new BrowserVoice({
      position: (position) => this.#played(position),
      silent: () => this.#dispatch({ type: 'notice', code: 'no_voice', text: this.view.words('no-browser-voice') }),
    });
  }

  /** Microphone first: what goes wrong with it is said before the clock starts. */
  async #goIn() {
    if (!this.hears) {
      await this.sound.wake();
      this.#enter('voice');
      return true;
    }
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
    if (this.state.unconfirmed !== before.unconfirmed) this.pending.keep(this.state.unconfirmed, lastSeq(this.state));
    this.view.paint(this.state, before);
    this.sound.follow(this.state);
    this.#follow(this.state, before);
  }

  /** What a change asks of figure, sound and focus. */
  #follow(state, before) {
    if (state.floor !== before.floor || state.phase !== before.phase) {
      this.figure.show(state.phase === 'live' ? state.floor : 'listening', state.phase !== 'live');
      if (state.floor === 'speaking') this.speakingSince = performance.now();
    }
    if (state.floor !== before.floor || state.phase !== before.phase || state.mode !== before.mode) {
      const there = state.phase === 'live' || state.phase === 'dropped';
      this.presence.follow(there, there ? this.view.situation(state) : '');
    }
    if (state.phase !== before.phase) this.#phaseChanged(state, before);
    if ((state.engine === 'text' || !state.voice.hears) && state.phase === 'live') this.sound.hearNoMore();
    if (state.notice && state.notice !== before.notice) {
      const { notice } = state;
      const lasts = LASTS_MS.get(notice.code) ?? NOTICE_MS;
      this.presence.whenSeen(() => setTimeout(() => this.#dispatch({ type: 'noticed', notice }), lasts));
    }
  }

  #phaseChanged(state, before) {
    if (state.phase === 'live') {
      this.writingHold = false; // it was asked of the visit before this one
      for (const text of state.unconfirmed) this.line.send({ type: 'say', text });
      if (before.phase === 'dropped' || this.hasDropped) {
        this.#dispatch({ type: 'notice', code: 'back', text: this.view.words('back') });
      } else if (state.voice.text) {
        this.#dispatch({ type: 'notice', code: 'voice', text: state.voice.text });
      }
      this.hasDropped = false;
      if (state.mode === 'text') this.#field().focus();
    }
    if (state.phase === 'dropped') this.hasDropped = true;
    if (['elsewhere', 'taken', 'closed', 'ended'].includes(state.phase)) {
      this.sound.close();
      this.aloud?.flush();
      this.querySelector(`[data-panel="${state.phase}"] :not([hidden]) > .button`)?.focus();
    }
    if (state.phase === 'ended') {
      for (const dialog of this.querySelectorAll('dialog[open]')) dialog.close();
      const url = state.feedbackUrl || this.dataset.feedback;
      setTimeout(() => location.assign(url), GOODBYE_MS);
    }
  }

  /** A frame of the server, or a change of the line. */
  #receive(event) {
    // Where another company's voice was expected, only the room knows that it cannot be reached.
    if (event.type === 'ready' && event.voice?.read_aloud) this.aloud ??= this.#browserVoice();
    this.aloud?.receive(event);
    if (!this.sound.receive(event)) return;
    if (event.type === 'sound') {
      this.#dispatch({ type: 'arrived', ms: event.pcm.byteLength / BYTES_PER_MS });
      return;
    }
    if (event.type === 'speak') this.#dispatch({ type: 'arrived', ms: event.ms });
    this.#dispatch(event);
    if (event.type === 'notice' && event.code === 'not_read') this.#giveBack(event.answer);
  }

  #played(position) {
    if (position.playing) this.figure.speak(position.level);
    this.heard.note(position);
    this.#dispatch({ type: 'heard', turn: position.turn, ms: position.ms });
  }

  #spoke(frame, level) {
    this.line.sendAudio(frame);
    this.edge.hear(level);
    this.voicedMs = level > VOICE ? this.voicedMs + FRAME_MS : Math.max(0, this.voicedMs - FRAME_MS / 2);
    if (this.voicedMs === 0) return;
    this.voicedAt = performance.now();
    if (this.voicedMs >= SYLLABLE_MS) this.#dispatch({ type: 'voiced' });
  }

  #tick() {
    const left = remaining(this.state, performance.now());
    this.view.tick(left, this.state.totalMs);
    this.sound.tick();
    if (performance.now() - this.voicedAt > COUGH_MS) this.#dispatch({ type: 'unvoiced' });
    if (this.state.phase === 'live' && left <= 60_000 && !this.lastMinuteSaid) {
      this.lastMinuteSaid = true;
      this.#dispatch({ type: 'notice', code: 'last_minute', text: this.view.words('last-minute') });
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
      sound: () => this.sound.showDialog(),
      'got-it': () => this.#gotIt(),
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
    this.#dispatch({ type: 'muted', on: !this.state.muted });
  }

  /** Headphones are known to help: never again. */
  #gotIt() {
    this.sound.headphonesKnown();
    this.#dispatch({ type: 'noticed', notice: this.state.notice });
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
    this.#dispatch({ type: 'mode', mode: 'text' });
    this.#field().focus();
  }

  async #speak() {
    if (this.state.engine === 'voice' && this.sound.microphone) {
      this.#letGo();
      this.#dispatch({ type: 'mode', mode: 'voice' });
      this.querySelector('[data-act="mute"]').focus();
      return;
    }
    // The server opens a voice only with a new hello; until the microphone is open all stays as it is.
    if (!(await this.#goIn())) this.#notHeard();
  }

  #notHeard() {
    this.#dispatch({ type: 'notice', code: 'gone', text: this.view.troubleText(this.state) });
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
    const text = cleanAnswer(field.value);
    if (!text || !ANSWERABLE.has(this.state.phase)) return;
    this.#letGo();
    // While the line is down the answer waits with the others that are on their way.
    if (this.state.phase === 'live') this.line.send({ type: 'say', text });
    this.#dispatch({ type: 'wrote', text });
    field.value = this.returned.shift() ?? '';
    field.focus();
  }

  /** Nothing that was written is lost: what the server had no room for is there to be sent again. */
  #giveBack(text) {
    if (typeof text !== 'string') return;
    const field = this.#field();
    if (field.value.trim() === '') field.value = text;
    else this.returned.push(text);
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
