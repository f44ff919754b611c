/**
 * The interviewer's lines in the browser's own voice, where the server has none for a language.
 *
 * Each sentence comes with how long it counts for (`ms`, estimated from its letters), and positions are told in
 * that estimate whatever the voice's real pace: both sides mean the same by them. Where the browser has no voice
 * either, or it fails, the sentence counts as read when its time has passed; its words are on the screen.
 */

const TICK_MS = 120;
/** A sentence is not over before its voice says so: until then it stops short of its end. */
const ALMOST = 0.92;
/** Browsers tell their voices late, some never. */
const VOICES_WITHIN_MS = 1500;
/** A voice that says nothing of its end by then never will. */
const SLOW = 2.5;
const SILENT_MS = 6000;
/** Loudness of the drawing while a voice speaks that nobody can measure. */
const LEVEL = 0.11;

/** @typedef {{text: string, lang: string, rate: number, ms: number}} Sentence */

const plainTag = (/** @type {string} */ tag) => tag.replaceAll('_', '-').toLowerCase();
const primary = (/** @type {string} */ tag) => plainTag(tag).split('-')[0];

/**
 * The voice that fits best: the very language, then one that needs no network, then the browser's default.
 * @param {Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'default'>[]} voices
 * @param {string} lang a BCP 47 tag
 */
export function pickVoice(voices, lang) {
  const points = (voice) =>
    (plainTag(voice.lang) === plainTag(lang) ? 4 : 0) + (voice.localService ? 2 : 0) + (voice.default ? 1 : 0);
  const known = voices.filter((voice) => primary(voice.lang) === primary(lang));
  return known.reduce((best, voice) => (!best || points(voice) > points(best) ? voice : best), null);
}

export class BrowserVoice {
  #on;
  #synthesis;
  #utter;
  #now;
  /** @type {Sentence[]} */
  #waiting = [];
  /** @type {{sentence: Sentence, since: number, said: number, aloud: boolean} | null} */
  #current = null;
  #turn = 0;
  /** What was read of the turn before the sentence in hand. */
  #read = 0;
  /** Ends of what was said before a flush are not ends of what is said now. */
  #generation = 0;
  #timer;
  /** @type {Promise<void> | null} */
  #voices = null;
  #troubled = false;

  /**
   * @param {{position: (position: import('./playback.js').Position) => void, silent: () => void}} on
   *   how far it has come; once, that this browser cannot say it
   * @param {any} [platform] speechSynthesis, its utterances and a clock
   */
  constructor(on, platform = globalThis) {
    this.#on = on;
    this.#synthesis = platform.speechSynthesis;
    this.#utter = (/** @type {string} */ text) => new platform.SpeechSynthesisUtterance(text);
    this.#now = () => platform.performance.now();
  }

  /** Frames of the server that concern a voice; all others are left alone. */
  receive(frame) {
    if (frame.type === 'speak') this.push(frame);
    if (frame.type === 'ready' || frame.type === 'flush') this.flush();
    if (frame.type === 'state' && frame.state === 'speaking' && frame.turn) this.begin(frame.turn);
  }

  /** @param {number} turn sentences from now on belong to it; its time begins anew */
  begin(turn) {
    this.flush();
    this.#turn = turn;
    this.#read = 0;
  }

  /** @param {Sentence} sentence */
  push(sentence) {
    this.#waiting.push(sentence);
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
    if (!this.#current) this.#next();
  }

  /** Fall silent now. Where it was stays known. */
  flush() {
    if (this.#current) this.#tell(false);
    this.#generation += 1;
    this.#read = this.#position();
    this.#waiting = [];
    this.#current = null;
    this.#rest();
    this.#synthesis?.cancel();
  }

  #rest() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #next() {
    const generation = this.#generation;
    const sentence = this.#waiting.shift();
    if (!sentence) {
      this.#rest();
      this.#tell(false);
      return;
    }
    this.#current = { sentence, since: this.#now(), said: 0, aloud: false };
    await (this.#voices ??= this.#findVoices());
    if (generation !== this.#generation) return;
    const voice = pickVoice(this.#synthesis?.getVoices() ?? [], sentence.lang);
    this.#current.since = this.#now();
    if (voice) this.#speak(sentence, voice);
    else this.#trouble();
  }

  #findVoices() {
    const synthesis = this.#synthesis;
    if (!synthesis || synthesis.getVoices().length > 0) return Promise.resolve();
    return new Promise((resolve) => {
      synthesis.addEventListener?.('voiceschanged', () => resolve(undefined), { once: true });
      setTimeout(resolve, VOICES_WITHIN_MS);
    });
  }

  #speak(sentence, voice) {
    const generation = this.#generation;
    const current = this.#current;
    const still = (/** @type {() => void} */ then) => () => {
      if (generation === this.#generation && current === this.#current) then();
    };
    const utterance = this.#utter(sentence.text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = sentence.rate;
    current.aloud = true;
    utterance.onstart = still(() => {
      current.since = this.#now();
    });
    utterance.onboundary = ({ charIndex }) => {
      current.said = Math.max(current.said, (sentence.ms * (charIndex || 0)) / Math.max(1, sentence.text.length));
    };
    utterance.onend = still(() => this.#over());
    // Its words are on the screen: the time they take to be read passes all the same.
    utterance.onerror = still(() => this.#trouble());
    this.#synthesis.speak(utterance);
  }

  #trouble() {
    this.#current.aloud = false;
    if (this.#troubled) return;
    this.#troubled = true;
    this.#on.silent();
  }

  #over() {
    this.#read += this.#current.sentence.ms;
    this.#current = null;
    this.#next();
  }

  #tick() {
    if (!this.#current) return;
    const { sentence, since, aloud } = this.#current;
    const passed = this.#now() - since;
    const stuck = aloud && passed > sentence.ms * SLOW + SILENT_MS;
    if (stuck) this.#synthesis.cancel();
    if (stuck || (!aloud && passed >= sentence.ms)) this.#over();
    else this.#tell(true);
  }

  #position() {
    if (!this.#current) return this.#read;
    const { sentence, since, said, aloud } = this.#current;
    const passed = this.#now() - since;
    const most = aloud ? ALMOST * sentence.ms : sentence.ms;
    return this.#read + Math.max(0, Math.min(most, Math.max(said, passed)));
  }

  /** @param {boolean} playing */
  #tell(playing) {
    const queuedMs = this.#waiting.reduce((sum, { ms }) => sum + ms, 0);
    const level = playing && this.#current?.aloud ? LEVEL * (1 + 0.5 * Math.sin(this.#now() / 70)) : 0;
    this.#on.position({ turn: this.#turn, ms: Math.round(this.#position()), queuedMs, playing, level });
  }
}
