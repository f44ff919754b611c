/**
 * What the lobby knows about the microphone, and the one function that changes it.
 *
 * @typedef {'unknown' | 'asking' | 'listening' | 'heard' | 'recording' | 'replaying' | 'trouble'} Check
 * @typedef {{check: Check, trouble: string, care: string, device: string, voicedMs: number, silentMs: number}} LobbyState
 */

/** @type {LobbyState} */
export const LOBBY_START = { check: 'unknown', trouble: '', care: '', device: '', voicedMs: 0, silentMs: 0 };

/** Louder than a quiet room: -42 dB. */
const VOICE = 0.008;
/** This much voice in total before we say that we can hear somebody. */
const HEARD_AFTER_MS = 320;
/** This much silence before we wonder. */
export const WONDER_AFTER_MS = 6000;

const steps = {
  ask: (state) => ({ ...LOBBY_START, check: 'asking', device: state.device }),
  opened: (_state, { device }) => ({ ...LOBBY_START, check: 'listening', device }),
  failed: (_state, { trouble }) => ({ ...LOBBY_START, check: 'trouble', trouble }),
  level(state, { level, ms }) {
    const voiced = level > VOICE;
    const voicedMs = state.voicedMs + (voiced ? ms : 0);
    const silentMs = voiced ? 0 : state.silentMs + ms;
    const heard = state.check === 'listening' && state.care === '' && voicedMs >= HEARD_AFTER_MS;
    return { ...state, voicedMs, silentMs, check: heard ? 'heard' : state.check };
  },
  /** What sound_care.js finds wrong with a microphone that is open. */
  care(state, { care }) {
    // What was heard before says nothing any more.
    const doubted = care !== '' && state.check === 'heard';
    return { ...state, care, ...(doubted ? { check: 'listening', voicedMs: 0 } : {}) };
  },
  record: (state) => (['listening', 'heard'].includes(state.check) ? { ...state, check: 'recording' } : state),
  replay: (state) => (state.check === 'recording' ? { ...state, check: 'replaying' } : state),
  replayed: (state) =>
    state.check === 'replaying' ? { ...state, check: state.voicedMs >= HEARD_AFTER_MS ? 'heard' : 'listening' } : state,
};

/** @param {LobbyState} state @param {{type: string, [key: string]: any}} event @returns {LobbyState} */
export function lobbyStep(state, event) {
  const change = Object.hasOwn(steps, event?.type) ? steps[event.type] : undefined;
  return change ? change(state, event) : state;
}
