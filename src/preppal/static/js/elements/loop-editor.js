// <loop-editor data-panel="/panels/…">: the editor of a hiring loop without loading its page anew. Forms inside it
// are sent as they are, links with `data-part` are followed, and of the page that comes back the stages, the
// remarks and the matrix are taken. Stages also follow the hand, by their grip. Without scripts the same forms
// and links load the page.

import { landing, placeFor } from "../lib/reordering.js";

class LoopEditor extends HTMLElement {
  connectedCallback() {
    this.ended = new AbortController();
    const { signal } = this.ended;
    this.addEventListener("submit", (event) => this.submitted(event), { signal });
    this.addEventListener("click", (event) => this.clicked(event), { signal });
    this.addEventListener("pointerdown", (event) => this.grip(event), { signal });
    this.showGrips();
  }

  disconnectedCallback() {
    this.ended?.abort();
    this.asked?.abort();
  }

  get panel() {
    return this.dataset.panel ?? "";
  }

  showGrips() {
    for (const grip of this.querySelectorAll("[data-grip]")) {
      if (grip instanceof HTMLElement) grip.hidden = this.querySelectorAll("[data-grip]").length < 2;
    }
  }

  /** @param {SubmitEvent} event */
  submitted(event) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.id === "about-form" || form.method !== "post") return;
    event.preventDefault();
    if (this.hasAttribute("aria-busy")) return;
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form, event.submitter)) fields.append(name, String(value));
    this.ask("POST", form.action, fields);
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const link = event.target instanceof Element ? event.target.closest("a[data-part]") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (!this.hasAttribute("aria-busy")) this.ask("GET", link.href);
  }

  /**
   * It parses the page by itself, so that no text has to be trusted as HTML here.
   * @param {string} method @param {string} address @param {URLSearchParams} [fields]
   */
  ask(method, address, fields) {
    const asked = (this.asked = new XMLHttpRequest());
    asked.responseType = "document";
    this.setAttribute("aria-busy", "true");
    asked.addEventListener("loadend", () => {
      this.removeAttribute("aria-busy");
      const page = asked.responseXML?.querySelector("loop-editor");
      // Another page than this one (signed out, changed elsewhere, the server away): the browser shows it.
      if (page instanceof HTMLElement && page.dataset.panel === this.panel) this.take(page, address, method);
      else if (method === "GET") location.assign(address);
      else location.reload();
    });
    asked.open(method, address);
    asked.send(fields);
  }

  /** @param {HTMLElement} page @param {string} address @param {string} method */
  take(page, address, method) {
    const had = document.activeElement?.id ?? "";
    this.replace(page, "[data-stages]");
    this.replace(page, "[data-matrix]");
    const remarks = this.querySelector("[data-remarks]");
    const said = page.querySelector("[data-remarks]");
    // What a screen reader listens to changes only when there is something else to say.
    if (remarks && said && remarks.textContent !== said.textContent) remarks.replaceChildren(...said.childNodes);
    const told = this.querySelector("[data-told]");
    if (told) told.textContent = page.querySelector("[data-told]")?.textContent ?? "";
    history.replaceState(null, "", method === "GET" ? address : `${this.panel}/edit`);
    this.showGrips();
    this.focusOn(had);
  }

  /** @param {HTMLElement} page @param {string} part */
  replace(page, part) {
    this.querySelector(part)?.replaceChildren(...(page.querySelector(part)?.childNodes ?? []));
  }

  /** Where a key press goes next: what the page asks for, else where one was. @param {string} had */
  focusOn(had) {
    const wanted = this.querySelector("[data-stages] [autofocus]") ?? (had && document.getElementById(had));
    const found = wanted || this.querySelector("[data-stages] .editor-add a") || this.querySelector("h1");
    if (!(found instanceof HTMLElement)) return;
    if (found.matches("h1")) found.tabIndex = -1;
    found.focus();
  }

  /** @param {PointerEvent} event */
  grip(event) {
    const grip = event.target instanceof Element ? event.target.closest("[data-grip]") : null;
    const stage = grip?.closest("[data-stage]");
    const list = stage?.parentElement;
    if (!grip || !(stage instanceof HTMLElement) || !list || event.button !== 0) return;
    if (this.hasAttribute("aria-busy")) return;
    event.preventDefault();
    const before = [...list.children];
    const from = before.indexOf(stage);
    const held = new AbortController();
    const { signal } = held;
    grip.setPointerCapture(event.pointerId);
    stage.dataset.dragged = "";
    const over = (/** @type {boolean} */ kept) => {
      held.abort();
      delete stage.dataset.dragged;
      const to = [...list.children].indexOf(stage);
      if (!kept) list.replaceChildren(...before);
      else if (to !== from) this.move(stage.dataset.stage ?? "", to);
    };
    grip.addEventListener(
      "pointermove",
      (moved) => {
        if (!(moved instanceof PointerEvent)) return;
        const others = [...list.children].filter((other) => other !== stage);
        const middles = others.map((other) => landing(other.getBoundingClientRect()));
        this.settle(stage, others, placeFor(moved.clientY, middles));
      },
      { signal },
    );
    grip.addEventListener("pointerup", () => over(true), { signal });
    grip.addEventListener("pointercancel", () => over(false), { signal });
    addEventListener("keydown", ({ key }) => key === "Escape" && over(false), { signal });
  }

  /**
   * The others go around the one that is held: taken out itself, it would lose the hand.
   * @param {HTMLElement} stage @param {Element[]} others @param {number} place
   */
  settle(stage, others, place) {
    const first = others.slice(0, place);
    for (const other of others) {
      const isBefore = Boolean(stage.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING);
      if (first.includes(other) && !isBefore) stage.before(other);
    }
    for (const other of others.slice(place).reverse()) {
      const isBefore = Boolean(stage.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING);
      if (isBefore) stage.after(other);
    }
  }

  /** @param {string} stage @param {number} to */
  move(stage, to) {
    this.ask("POST", `${this.panel}/stages/${stage}/move`, new URLSearchParams({ to: String(to) }));
  }
}

customElements.define("loop-editor", LoopEditor);
