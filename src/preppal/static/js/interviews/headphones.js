/** The hint that headphones help: once a visit, and never again once somebody said that they know. */

const KNOWN = 'preppal.headphones';

export class HeadphonesHint {
  #given = false;

  /** @returns {boolean} whether to give it, now that the microphone hears the interviewer */
  due() {
    if (this.#given) return false;
    this.#given = true;
    try {
      return localStorage.getItem(KNOWN) === null;
    } catch {
      return true;
    }
  }

  known() {
    try {
      localStorage.setItem(KNOWN, '');
    } catch {
      // Storage is switched off: then it is said once a visit.
    }
  }
}
