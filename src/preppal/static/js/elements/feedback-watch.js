// <feedback-watch data-events="…/feedback/events" data-status="…/feedback/status">: shows the steps of a
// report as they finish, and loads the page again once there is something else to look at. It listens
// to the server while the page is looked at; where it cannot, it asks now and then. Without scripts the
// page refreshes itself (`<noscript>` in the template).

const FIRST_MS = 2000;
const SLOWEST_MS = 15000;

/** @typedef {{ name: string, state: string, text: string }} Step */

class FeedbackWatch extends HTMLElement {
  connectedCallback() {
    this.wait = FIRST_MS;
    this.seen = () => (document.hidden ? this.stop() : this.listen());
    document.addEventListener("visibilitychange", this.seen);
    addEventListener("pagehide", () => this.stop());
    addEventListener("pageshow", this.seen);
    this.seen();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.seen);
    removeEventListener("pageshow", this.seen);
    this.stop();
  }

  stop() {
    this.events?.close();
    this.events = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  listen() {
    if (this.events || this.timer) return;
    const events = new EventSource(this.dataset.events ?? "");
    this.events = events;
    events.addEventListener("progress", ({ data }) => this.show(JSON.parse(data)));
    events.addEventListener("over", () => this.leave());
    events.addEventListener("error", () => {
      // Closed for good: it was refused. A line that dropped is taken up again by the browser itself.
      if (events.readyState === EventSource.CLOSED && this.events === events) {
        this.events = undefined;
        this.timer = setTimeout(() => this.ask(), this.wait);
      }
    });
  }

  /** @param {{ steps: Step[], remark: string }} progress */
  show({ steps, remark }) {
    const told = [];
    for (const { name, state, text } of steps) {
      const step = this.querySelector(`[data-step="${name}"]`);
      if (!(step instanceof HTMLElement)) continue;
      if (step.textContent !== text || step.dataset.state !== state) told.push(text);
      step.dataset.state = state;
      step.textContent = text;
      if (state === "now") step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    }
    const beside = this.querySelector("[data-remark]");
    if (beside instanceof HTMLElement && beside.textContent !== remark) {
      beside.textContent = remark;
      beside.hidden = !remark;
      if (remark) told.push(remark);
    }
    const aloud = this.querySelector("[data-told]");
    if (aloud && told.length) aloud.textContent = told.join(". ");
  }

  async ask() {
    this.timer = undefined;
    try {
      const answer = await fetch(this.dataset.status ?? "", { headers: { accept: "application/json" } });
      if (answer.ok && (await answer.json()).state !== "waiting") {
        this.leave();
        return;
      }
      if (answer.status === 404 || answer.redirected) {
        this.leave(); // deleted, or signed out
        return;
      }
    } catch {
      // The line dropped: ask again later.
    }
    this.wait = Math.min(SLOWEST_MS, this.wait * 1.4);
    if (!document.hidden) this.listen();
  }

  leave() {
    this.stop();
    location.reload();
  }
}

customElements.define("feedback-watch", FeedbackWatch);
