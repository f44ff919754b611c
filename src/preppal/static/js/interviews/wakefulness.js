/**
 * When to doubt a line that seems to be there. A lid that closes and a network that changes say goodbye to
 * nobody: the socket stays open, and nothing will ever come through it.
 */

const LOOK_EVERY_MS = 2000;
/** A timer that is this late did not wait: the machine slept, or the page was frozen. */
const SLEPT_MS = 4000;

/** @param {number} before @param {number} now when the clock on the wall was looked at @returns {boolean} */
export const slept = (before, now) => now - before > LOOK_EVERY_MS + SLEPT_MS;

/** @param {() => void} doubt called whenever there is a reason to */
export function whenAwake(doubt) {
  // On a machine that serves itself "offline" means nothing: so the line is asked, not given up.
  for (const name of ['online', 'offline']) addEventListener(name, doubt);
  addEventListener('pageshow', ({ persisted }) => persisted && doubt());
  document.addEventListener('resume', doubt);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && doubt());
  // @ts-expect-error: not in every browser, nor in every list of types
  navigator.connection?.addEventListener('change', doubt);
  let looked = Date.now();
  setInterval(() => {
    const now = Date.now();
    if (slept(looked, now)) doubt();
    looked = now;
  }, LOOK_EVERY_MS);
}
