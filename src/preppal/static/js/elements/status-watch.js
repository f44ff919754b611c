// <status-watch data-status="…/status" data-now="open" data-check="…/check">: loads the page again once what it
// waits for is no longer what it is now, or no longer there for this person. Asks more slowly as time goes by, and
// not while nobody looks. With data-check it asks the server once, after a while, to look for itself. Without
// scripts the page refreshes itself, or is asked to.

const FIRST_MS = 600;
const SLOWEST_MS = 10_000;
const LATE_AFTER = 4;

class StatusWatch extends HTMLElement {
  connectedCallback() {
    this.wait = FIRST_MS;
    this.asked = 0;
    this.seen = () => this.plan();
    document.addEventListener("visibilitychange", this.seen);
    this.plan();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.seen);
    clearTimeout(this.timer);
  }

  plan() {
    clearTimeout(this.timer);
    if (!document.hidden) this.timer = setTimeout(() => this.ask(), this.wait);
  }

  async ask() {
    try {
      if (await this.changed()) {
        location.reload();
        return;
      }
      this.asked += 1;
      if (this.asked === LATE_AFTER && this.dataset.check) {
        await fetch(this.dataset.check, { method: "POST", redirect: "manual" });
      }
    } catch {
      // The line dropped: ask again later.
    }
    this.wait = Math.min(SLOWEST_MS, this.wait * 1.4);
    this.plan();
  }

  async changed() {
    const answer = await fetch(this.dataset.status ?? "", { headers: { accept: "application/json" } });
    if (answer.redirected || answer.status === 404) return true;
    return answer.ok && (await answer.json()).status !== this.dataset.now;
  }
}

customElements.define("status-watch", StatusWatch);
