/**
 * *Hear this voice*: what is going on, and the one function that changes it.
 *
 * @typedef {'still' | 'asking' | 'loading' | 'speaking' | 'failed'} Hearing
 * @typedef {{hearing: Hearing, told: string, tries: number}} VoiceState
 */

/** @type {VoiceState} */
export const SILENCE = { hearing: 'still', told: '', tries: 0 };

/** How long to wait before asking again, and how often: the models take some seconds, a minute at worst. */
export const AGAIN_MS = 900;
export const MOST_TRIES = 80;

const steps = {
  press: (state) => (state.hearing === 'speaking' ? SILENCE : { ...SILENCE, hearing: 'asking' }),
  loading(state, { told }) {
    if (state.hearing !== 'asking' && state.hearing !== 'loading') return state;
    if (state.tries >= MOST_TRIES) return { ...SILENCE, hearing: 'failed' };
    return { hearing: 'loading', told, tries: state.tries + 1 };
  },
  arrived: (state) => (['asking', 'loading'].includes(state.hearing) ? { ...SILENCE, hearing: 'speaking' } : state),
  refused: (state, { told }) => (state.hearing === 'still' ? state : { ...SILENCE, hearing: 'failed', told: told ?? '' }),
  ended: (state) => (state.hearing === 'speaking' ? SILENCE : state),
  changed: () => SILENCE,
};

/** @param {VoiceState} state @param {{type: string, told?: string}} event @returns {VoiceState} */
export function voiceStep(state, event) {
  const change = Object.hasOwn(steps, event?.type) ? steps[event.type] : undefined;
  return change ? change(state, event) : state;
}
