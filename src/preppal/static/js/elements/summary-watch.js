// <summary-watch data-status="…/status">: loads the page again once the summary is no longer on its way. Asks
// more slowly as time goes by, and not while nobody looks. Without scripts the page refreshes itself.

const FIRST_MS = 600;
const SLOWEST_MS = 10_000;

class SummaryWatch extends HTMLElement {
  connectedCallback() {
    this.wait = FIRST_MS;
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
      const answer = await fetch(this.dataset.status ?? "", { headers: { accept: "application/json" } });
      if (answer.redirected || answer.status === 404 || (answer.ok && (await answer.json()).status !== "waiting")) {
        location.reload();
        return;
      }
    } catch {
      // The line dropped: ask again later.
    }
    this.wait = Math.min(SLOWEST_MS, this.wait * 1.4);
    this.plan();
  }
}

customElements.define("summary-watch", SummaryWatch);
