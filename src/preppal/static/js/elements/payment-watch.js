// <payment-watch data-status="…/status" data-now="open" data-check="…/check">: loads the page again once the
// purchase is no longer what it is now. Asks more slowly as time goes by, and once, when the company's
// notice is late, has the server ask the company. Without scripts the page refreshes itself, or is asked to.

const FIRST_MS = 700;
const SLOWEST_MS = 10_000;
const LATE_AFTER = 4;

class PaymentWatch extends HTMLElement {
  connectedCallback() {
    this.wait = FIRST_MS;
    this.asked = 0;
    this.timer = setTimeout(() => this.ask(), this.wait);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  async ask() {
    try {
      const answer = await fetch(this.dataset.status ?? "", { headers: { accept: "application/json" } });
      const { status } = await answer.json();
      if (answer.ok && status !== this.dataset.now) {
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
    this.timer = setTimeout(() => this.ask(), this.wait);
  }
}

customElements.define("payment-watch", PaymentWatch);
