/** Typed answers that no turn has confirmed yet outlive a page that is loaded again. */

export class Pending {
  #key;

  /** @param {string} path of the live route */
  constructor(path) {
    this.#key = `preppal.pending ${path}`;
  }

  /** @returns {{unconfirmed: string[], knownSeq: number}} as live_state.js has them */
  load() {
    try {
      const { texts, after } = JSON.parse(sessionStorage.getItem(this.#key) ?? '{}');
      if (Array.isArray(texts) && Number.isInteger(after)) return { unconfirmed: texts.map(String), knownSeq: after };
    } catch {
      // Somebody else wrote there: nothing is pending.
    }
    return { unconfirmed: [], knownSeq: 0 };
  }

  /** @param {string[]} texts @param {number} after the newest turn known when they were sent */
  keep(texts, after) {
    if (texts.length === 0) sessionStorage.removeItem(this.#key);
    else sessionStorage.setItem(this.#key, JSON.stringify({ texts, after }));
  }
}
