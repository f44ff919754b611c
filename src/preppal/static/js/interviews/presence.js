/** The person may look away: the screen stays on, the tab's title says whose turn it is, and news waits for them. */

export class Presence {
  #title = document.title;
  #line = '';
  #live = false;
  /** @type {WakeLockSentinel | null} */
  #lock = null;
  #asking = false;
  /** @type {(() => void)[]} */
  #unseen = [];

  /** @param {() => void} back they look at the page again */
  constructor(back) {
    document.addEventListener('visibilitychange', () => {
      this.#show();
      if (document.visibilityState !== 'visible') return;
      for (const then of this.#unseen.splice(0)) then();
      back();
    });
    document.addEventListener('resume', back); // Chromium had frozen the page.
  }

  /** @param {boolean} live keep the screen on @param {string} line whose turn it is, or "" */
  follow(live, line) {
    this.#live = live;
    this.#line = line;
    this.#show();
  }

  /** @param {() => void} then now, or when the page is looked at again */
  whenSeen(then) {
    if (document.visibilityState === 'visible') then();
    else this.#unseen.push(then);
  }

  #show() {
    const hidden = document.visibilityState !== 'visible';
    document.title = hidden && this.#line ? `● ${this.#line} · Preppal` : this.#title;
    this.#keepAwake();
  }

  /** The browser lets go of the lock by itself when the page is hidden. */
  async #keepAwake() {
    if (!this.#live) {
      this.#lock?.release().catch(() => {});
      this.#lock = null;
      return;
    }
    const held = this.#asking || (this.#lock && !this.#lock.released);
    if (held || document.visibilityState !== 'visible' || !navigator.wakeLock) return;
    this.#asking = true;
    try {
      this.#lock = await navigator.wakeLock.request('screen');
    } catch {
      // A tired battery may refuse; the interview goes on all the same.
    }
    this.#asking = false;
    if (!this.#live) this.#keepAwake(); // It ended meanwhile.
  }
}
