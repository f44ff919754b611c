/** What happens to a file that is picked: pure, so that it can be tested without a browser. */

/**
 * @typedef {"idle" | "sending" | "reading" | "done" | "fault" | "stopped"} Phase
 * @typedef {{ phase: Phase, name: string, sent: number, said: string, steps: readonly string[],
 *   before: string | null, filled: string | null }} State
 *   `name` is the file's; `sent` a part of 1; `said` a sentence for the reader; `steps` what the server has done; `before` what was in the field before the words
 *   of a file were put there, `filled` those words: what is to be written into the field, once.
 * @typedef {{ most: number, large: string, sending: string, reading: string, stopped: string, failed: string }} Words
 * @typedef {{ kind: "picked", name: string, size: number } | { kind: "progress", sent: number } | { kind: "arrived" } | { kind: "step", step: string }
 *   | { kind: "answered", text: string, said: string, field: string } | { kind: "refused", said: string }
 *   | { kind: "stop" } | { kind: "undo" } | { kind: "written" }} Event
 */

/** @type {State} */
export const IDLE = { phase: 'idle', name: '', sent: 0, said: '', steps: [], before: null, filled: null };

/** @param {State} state */
export const isBusy = (state) => state.phase === 'sending' || state.phase === 'reading';

/** @param {State} state @param {Event} event @param {Words} words @returns {State} */
export function step(state, event, words) {
  switch (event.kind) {
    case 'picked':
      return event.size > words.most
        ? { ...state, phase: 'fault', name: event.name, said: words.large, steps: [], filled: null }
        : { ...state, phase: 'sending', name: event.name, sent: 0, said: words.sending, steps: [], filled: null };
    case 'progress':
      return state.phase === 'sending' ? { ...state, sent: Math.min(1, event.sent) } : state;
    case 'arrived':
      return state.phase === 'sending' ? { ...state, phase: 'reading', sent: 1, said: words.reading } : state;
    case 'step':
      return isBusy(state)
        ? { ...state, phase: 'reading', sent: 1, said: words.reading, steps: [...new Set([...state.steps, event.step])] }
        : state;
    case 'answered': {
      if (!isBusy(state)) return state;
      const before = event.field.trim() && event.field !== event.text ? event.field : null;
      return { ...state, phase: 'done', said: event.said, before, filled: event.text };
    }
    case 'refused':
      return isBusy(state) ? { ...state, phase: 'fault', said: event.said || words.failed } : state;
    case 'stop':
      return isBusy(state) ? { ...state, phase: 'stopped', name: '', said: words.stopped } : state;
    case 'undo':
      return state.before === null
        ? state
        : { ...state, phase: 'idle', name: '', said: '', before: null, filled: state.before };
    case 'written':
      return { ...state, filled: null };
  }
}

/** The steps in an answer that may not have come whole. @param {string} text @returns {string[]} */
export function stepsIn(text) {
  // What follows the last line's end is not a line yet.
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => parsed(line).step).filter((name) => typeof name === 'string');
}

/** The answer: its last line that says anything. @param {string} text @returns {Record<string, string>} */
export function lastLine(text) {
  return parsed(text.trim().split('\n').at(-1) ?? '');
}

/** @param {string} line @returns {Record<string, string>} */
function parsed(line) {
  try {
    const value = JSON.parse(line);
    return value && typeof value === 'object' ? value : {};
  } catch {
    return {}; // the sign-in page, or nothing at all
  }
}
