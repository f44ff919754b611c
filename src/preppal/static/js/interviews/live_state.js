/**
 * Everything the live room knows, and the one function that changes it.
 *
 * `step(state, event)` is pure: no clock, no DOM, no socket. Events are the server's frames as they came
 * (types ready, loading, state, caption, turn, progress, time, notice, flush, ended, error) and what happens
 * here (types enter, dropped, refused, arrived, heard, voiced, wrote, …). A frame that makes no sense leaves the
 * state as it was: whatever order frames come in, the room never breaks and a turn is never shown twice.
 *
 * @typedef {'door' | 'connecting' | 'loading' | 'live' | 'dropped' | 'elsewhere' | 'taken' | 'ended' | 'closed'} Phase
 * @typedef {'listening' | 'thinking' | 'speaking' | 'held'} Floor
 * @typedef {'interviewer' | 'candidate'} Speaker
 * @typedef {{seq: number, speaker: Speaker, text: string, started_ms: number, ended_ms: number, interrupted: boolean}} Turn
 * @typedef {{lead_number: number, lead_count: number, lead_short: string, phase: string}} Progress
 * @typedef {'unknown' | 'opening' | 'on' | 'refused' | 'missing' | 'busy' | 'insecure' | 'lost'} Microphone
 *
 * @typedef {object} State
 * @property {Phase} phase
 * @property {Floor} floor
 * @property {'voice' | 'text'} mode how the candidate answers
 * @property {'voice' | 'text'} engine what the server runs; in voice one may still write
 * @property {{available: boolean, text: string, hears: boolean, silent: boolean}} voice `hears`: one may speak; `silent`: this browser reads nothing aloud
 * @property {Turn[]} turns final and committed, by seq
 * @property {import('./captions.js').Speech} speech what the interviewer is saying
 * @property {{text: string, settled: number}} answer what the candidate is saying
 * @property {boolean} answering a voice was heard here, or words there
 * @property {string[]} unconfirmed typed answers that no turn has confirmed yet
 * @property {number} knownSeq turns up to this one were there before those were sent
 * @property {Progress | null} progress
 * @property {number} remainingMs @property {number} totalMs @property {number} clockAt when `remainingMs` was true
 * @property {boolean} muted
 * @property {Microphone} microphone
 * @property {import('./sound_care.js').Trouble} care what is wrong with the sound here
 * @property {{fraction: number, text: string}} loading
 * @property {{code: string, text: string} | null} notice
 * @property {{code: string, text: string} | null} error
 * @property {string} feedbackUrl
 */

import { grow, resume, settled, SILENCE } from './captions.js';

const ERROR_PHASES = new Map([
  ['taken_over', 'taken'],
  ['held_elsewhere', 'elsewhere'],
  ['not_live', 'closed'],
  ['interrupted', 'closed'],
  ['no_credit', 'closed'],
]);
const FLOORS = new Set(['listening', 'thinking', 'speaking', 'held']);
const SPEAKERS = new Set(['interviewer', 'candidate']);
/** Phases that nothing but a person's click leaves. */
const FINAL = new Set(['ended', 'closed']);

/**
 * @param {{mode: 'voice' | 'text', totalMs: number}} start
 * @returns {State}
 */
export function initialState({ mode, totalMs }) {
  return {
    phase: 'door',
    floor: 'thinking',
    mode,
    engine: mode,
    voice: { available: mode === 'voice', text: '', hears: true, silent: false },
    turns: [],
    speech: SILENCE,
    answer: { text: '', settled: 0 },
    answering: false,
    unconfirmed: [],
    knownSeq: 0,
    progress: null,
    remainingMs: totalMs,
    totalMs,
    clockAt: 0,
    muted: false,
    microphone: 'unknown',
    care: '',
    loading: { fraction: 0, text: '' },
    notice: null,
    error: null,
    feedbackUrl: '',
  };
}

/** @param {State} state @returns {number} up to which seq no turn is missing, for `hello` */
export const lastSeq = (state) => {
  const gap = state.turns.findIndex((turn, index) => turn.seq !== index + 1);
  return gap < 0 ? state.turns.length : gap;
};

/** @param {State} state @param {Speaker} speaker @returns {Turn | undefined} */
export const lastTurn = (state, speaker) => state.turns.findLast((turn) => turn.speaker === speaker);

/**
 * @param {State} state
 * @param {number} now same clock as the events' `at`
 * @returns {number} milliseconds left; the clock stands still while the line is down
 */
export function remaining(state, now) {
  const since = state.phase === 'live' ? Math.max(0, now - state.clockAt || 0) : 0;
  return Math.max(0, state.remainingMs - since);
}

const isTurn = (turn) =>
  Number.isInteger(turn?.seq) && turn.seq > 0 && SPEAKERS.has(turn.speaker) && typeof turn.text === 'string';

/** Insert by seq; the first announcement of a seq stands, because it was committed. */
function withTurn(turns, turn) {
  if (!isTurn(turn) || turns.some((known) => known.seq === turn.seq)) return turns;
  const { seq, speaker, text, started_ms = 0, ended_ms = 0, interrupted = false } = turn;
  const added = { seq, speaker, text, started_ms, ended_ms, interrupted };
  return [...turns, added].sort((a, b) => a.seq - b.seq);
}

const plain = (text) => text.replaceAll(/\s+/g, ' ').trim();

/** A typed answer stays unconfirmed until a turn that we did not know yet carries its words. */
function withoutConfirmed(state, turns) {
  const fresh = turns.filter(
    (turn) => turn.speaker === 'candidate' && turn.seq > state.knownSeq && !state.turns.includes(turn),
  );
  return fresh.reduce(confirm, state.unconfirmed);
}

/** The answer that is the turn; else those that were joined into it, one after the other. */
function confirm(unconfirmed, turn) {
  const said = plain(turn.text);
  const whole = unconfirmed.findIndex((text) => plain(text) === said);
  if (whole >= 0) return unconfirmed.toSpliced(whole, 1);
  let from = 0;
  return unconfirmed.filter((text) => {
    const at = said.indexOf(plain(text), from);
    if (at >= 0) from = at + plain(text).length;
    return at < 0;
  });
}

function withoutLast(texts, text) {
  const at = texts.lastIndexOf(text);
  return at < 0 ? texts : texts.toSpliced(at, 1);
}

const steps = {
  enter: (state, { mode }) => ({ ...state, phase: 'connecting', mode: mode ?? state.mode, error: null }),

  loading: (state, { fraction = 0, text = '' }) => ({ ...state, phase: 'loading', loading: { fraction, text } }),

  ready(state, { turns = [], remaining_ms, total_ms, voice, progress, at = state.clockAt }) {
    const all = (Array.isArray(turns) ? turns : []).reduce(withTurn, state.turns);
    const engine = voice?.mode === 'voice' ? 'voice' : 'text';
    const hears = voice?.hears !== false;
    return {
      ...state,
      phase: 'live',
      floor: 'thinking',
      engine,
      mode: engine === 'text' || !hears ? 'text' : state.mode,
      voice: { ...state.voice, available: hears && (voice?.available ?? false), text: voice?.text ?? '', hears },
      turns: all,
      unconfirmed: withoutConfirmed(state, all),
      speech: SILENCE,
      answer: { text: '', settled: 0 },
      answering: false,
      progress: progress ? steps.progress(state, progress).progress : state.progress,
      remainingMs: Number.isFinite(remaining_ms) ? remaining_ms : state.remainingMs,
      totalMs: Number.isFinite(total_ms) ? total_ms : state.totalMs,
      clockAt: at,
      error: null,
    };
  },

  state(state, { state: floor, turn }) {
    if (!FLOORS.has(floor)) return state;
    const { speech } = state;
    const begins = floor === 'speaking' && Number.isInteger(turn) && turn !== speech.turn;
    const goesOn = floor === 'speaking' && turn === speech.turn && speech.cut;
    const answering = state.answering && (floor === 'listening' || floor === 'held');
    return { ...state, floor, answering, speech: begins ? { ...SILENCE, turn } : goesOn ? resume(speech) : speech };
  },

  caption(state, { speaker, text }) {
    if (typeof text !== 'string') return state;
    if (speaker === 'interviewer') return { ...state, speech: grow(state.speech, text) };
    if (speaker !== 'candidate') return state;
    return { ...state, answering: text !== '', answer: { text, settled: settled(state.answer.text, text) } };
  },

  turn(state, turn) {
    const turns = withTurn(state.turns, turn);
    if (turns === state.turns) return state;
    const unconfirmed = withoutConfirmed(state, turns);
    if (turn.speaker === 'candidate') {
      return { ...state, turns, unconfirmed, answering: false, answer: { text: '', settled: 0 } };
    }
    const over = state.speech.turn <= turn.seq;
    return { ...state, turns, unconfirmed, speech: over ? SILENCE : state.speech };
  },

  flush: (state) => (state.speech.turn > 0 ? { ...state, speech: { ...state.speech, cut: true } } : state),

  progress: (state, { lead_number = 0, lead_count = 0, lead_short = '', phase = 'opening' }) => ({
    ...state,
    progress: { lead_number, lead_count, lead_short, phase },
  }),

  time: (state, { remaining_ms, at = state.clockAt }) =>
    Number.isFinite(remaining_ms) ? { ...state, remainingMs: remaining_ms, clockAt: at } : state,

  notice(state, { code = '', text = '', answer }) {
    const notice = text ? { code, text } : null;
    // It is back in the field, and no longer on its way.
    if (code === 'not_read') return { ...state, notice, unconfirmed: withoutLast(state.unconfirmed, answer) };
    // The engine goes on reading, but will neither hear nor speak again.
    if (code === 'speech_failed') {
      return { ...state, notice, mode: 'text', engine: 'text', voice: { ...state.voice, available: false, text } };
    }
    if (code === 'no_voice') return { ...state, notice, voice: { ...state.voice, silent: true } };
    return { ...state, notice };
  },
  /** @param {State} state */
  noticed: (state, { notice }) => (state.notice === notice ? { ...state, notice: null } : state),

  /** All voice places were taken; one is free now and kept for us, or it is no longer. */
  voice_place: (state, { free, text = '' }) => ({
    ...state,
    voice: { ...state.voice, available: free === true && state.voice.hears },
    notice: text ? { code: 'voice_place', text } : state.notice,
  }),

  ended: (state, { feedback_url = '' }) => ({ ...state, phase: 'ended', feedbackUrl: feedback_url }),

  error(state, { code = '', text = '' }) {
    const phase = ERROR_PHASES.get(code);
    // The close that follows carries the same code without the words.
    const words = text || (state.error?.code === code ? state.error.text : '');
    return { ...state, error: { code, text: words }, phase: phase ?? state.phase };
  },

  /** The line broke and will be tried again. What the clock said then is kept. */
  dropped: (state, { at = state.clockAt }) =>
    ['taken', 'elsewhere'].includes(state.phase)
      ? state
      : { ...state, phase: 'dropped', remainingMs: remaining(state, at), clockAt: at },

  /** The server will not have us back: signed out, no such interview, no longer live. */
  refused: (state, { code }) => ({ ...state, phase: 'closed', error: state.error ?? { code, text: '' } }),

  /** Sound of the interviewer arrived: `ms` long. */
  arrived: (state, { ms = 0 }) => ({
    ...state,
    speech: { ...state.speech, arrivedMs: state.speech.arrivedMs + ms },
  }),

  /** The ear has come this far in this turn. */
  heard: (state, { turn, ms }) =>
    turn === state.speech.turn && ms > state.speech.heardMs
      ? { ...state, speech: { ...state.speech, heardMs: ms } }
      : state,

  /** Our own microphone hears a voice, long before its words come back. */
  voiced: (state) =>
    state.answering || !['listening', 'held'].includes(state.floor) ? state : { ...state, answering: true },
  /** It was a cough: silence, and no words came. */
  unvoiced: (state) => (state.answering && state.answer.text === '' ? { ...state, answering: false } : state),

  wrote: (state, { text }) =>
    typeof text === 'string' ? { ...state, unconfirmed: [...state.unconfirmed, text] } : state,
  mode: (state, { mode }) => ({ ...state, mode }),
  muted: (state, { on }) => ({ ...state, muted: on === true }),
  microphone: (state, { microphone }) => ({ ...state, microphone }),
  /** News give way to what is wrong now. */
  care: (state, { care }) =>
    typeof care === 'string' ? { ...state, care, notice: care === '' ? state.notice : null } : state,
};

/**
 * @param {State} state
 * @param {{type: string, [key: string]: unknown}} event
 * @returns {State} the same object when nothing changed
 */
export function step(state, event) {
  if (FINAL.has(state.phase)) return state;
  const change = Object.hasOwn(steps, event?.type) ? steps[event.type] : undefined;
  return change ? change(state, event) : state;
}
