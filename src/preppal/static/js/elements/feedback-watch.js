// <feedback-watch data-status="/interviews/…/feedback/status">: loads the page again once the report
// is no longer being made. Asks more slowly as time goes by; without scripts the page refreshes
// itself (`<noscript>` in the template).

const FIRST_MS = 700;
const SLOWEST_MS = 8000;

class FeedbackWatch extends HTMLElement {
  connectedCallback() {
    this.wait = FIRST_MS;
    this.timer = setTimeout(() => this.ask(), this.wait);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  async ask() {
    try {
      const answer = await fetch(this.dataset.status ?? "", { headers: { accept: "application/json" } });
      const { state } = await answer.json();
      if (answer.ok && state !== "waiting") {
        location.reload();
        return;
      }
    } catch {
      // The line dropped: ask again later.
    }
    this.wait = Math.min(SLOWEST_MS, this.wait * 1.4);
    this.timer = setTimeout(() => this.ask(), this.wait);
  }
}

customElements.define("feedback-watch", FeedbackWatch);
