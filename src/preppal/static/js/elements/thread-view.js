// <thread-view>: draws the threads between marked words and what they earned.
//
// Inside it, an element with `data-thread="a c"` is something that letters point to. With
// `data-all` on <thread-view> every thread is drawn, from marks in the text to the element's own
// left edge (the landing page). Without it the threads of one row are drawn, from its own marks to
// the same letters in the `[data-sheet]`: the row that has focus or pointer, the first on arrival.
// Narrow screens show letters only (CSS hides the drawing).

import { outermost, threadPath } from "../lib/thread_path.js";

const SVG = "http://www.w3.org/2000/svg";
const GUTTER_FROM_NOTE = 25;

/** @param {Element} element */
const lettersOf = (element) => (element.getAttribute("data-thread") ?? "").split(" ").filter(Boolean);

class ThreadView extends HTMLElement {
  connectedCallback() {
    this.drawing = document.createElementNS(SVG, "svg");
    this.drawing.setAttribute("class", "threads");
    this.drawing.setAttribute("aria-hidden", "true");
    this.append(this.drawing);
    /** @type {Element | null} */
    this.row = null;
    this.pointer = "";
    /** @type {Element | null} */
    this.wanted = null;
    this.isGliding = false;
    this.ended = new AbortController();
    const { signal } = this.ended;
    this.sheet = this.querySelector("[data-sheet]");
    this.showsAll = this.hasAttribute("data-all");
    if (!this.showsAll) {
      for (const row of this.querySelectorAll("[data-thread]")) {
        row.addEventListener("pointermove", (event) => this.point(row, event), { signal });
        row.addEventListener("focusin", () => this.choose(row), { signal });
      }
      this.addEventListener("click", (event) => this.lead(event), { signal });
      this.sheet?.addEventListener("scrollend", () => this.arrive(), { signal });
      this.sheet?.addEventListener("scroll", () => this.redraw(), { signal, passive: true });
      addEventListener("scroll", () => this.redraw(), { signal, passive: true });
      const first = this.querySelector("[data-thread]");
      if (first) this.choose(first);
    }
    this.watch = new ResizeObserver(() => this.redraw());
    this.watch.observe(this);
    document.fonts?.ready.then(() => this.redraw());
  }

  disconnectedCallback() {
    this.ended?.abort();
    this.watch?.disconnect();
    this.drawing?.remove();
  }

  /**
   * A hand moved over the row; a page that moved under the hand chooses nothing.
   * @param {Element} row @param {PointerEvent} event
   */
  point(row, { screenX, screenY }) {
    const place = `${screenX} ${screenY}`;
    if (place === this.pointer) return;
    this.pointer = place;
    this.choose(row);
  }

  /** Shows a row's threads and brings the first of its words into the sheet. @param {Element} row */
  choose(row) {
    if (this.row === row) return;
    this.row = row;
    for (const mark of this.querySelectorAll("mark[data-on]")) mark.removeAttribute("data-on");
    const targets = lettersOf(row).flatMap((letter) => this.marksFor(letter, this.sheet));
    for (const mark of targets) mark.setAttribute("data-on", "");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (targets[0]) this.bringIntoView(targets[0], still ? "instant" : "smooth");
    this.redraw();
  }

  /**
   * Scrolls the sheet alone, never the page.
   * @param {Element} mark @param {ScrollBehavior} behavior
   */
  bringIntoView(mark, behavior) {
    const sheet = this.sheet;
    if (!sheet || sheet.scrollHeight <= sheet.clientHeight) return;
    const box = mark.getBoundingClientRect();
    const frame = sheet.getBoundingClientRect();
    if (box.top > frame.top + 40 && box.bottom < frame.bottom - 40) return;
    this.isGliding = behavior === "smooth";
    sheet.scrollTo({ top: sheet.scrollTop + box.top - frame.top - frame.height / 3, behavior });
  }

  /**
   * Whoever follows a letter goes to its words, once a soft scroll to others of its row is over:
   * browsers let that one win over their own jump. @param {Event} event
   */
  lead({ target }) {
    const link = target instanceof Element ? target.closest('a[href^="#"]') : null;
    const words = link && document.getElementById((link.getAttribute("href") ?? "").slice(1));
    this.wanted = words && this.sheet?.contains(words) ? words : null;
    if (this.wanted && !this.isGliding) requestAnimationFrame(() => this.arrive());
  }

  /** The sheet stands still. */
  arrive() {
    this.isGliding = false;
    if (this.wanted) this.bringIntoView(this.wanted, "instant");
    this.wanted = null;
  }

  /**
   * @param {string} letter
   * @param {Element | null | undefined} within
   */
  marksFor(letter, within) {
    return [...(within ?? this).querySelectorAll(`mark[data-letters~="${letter}"]`)];
  }

  redraw() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  draw() {
    const origin = this.getBoundingClientRect();
    const paths = this.showsAll ? this.pathsToNotes(origin) : this.pathsOfRow(origin);
    this.drawing?.replaceChildren(
      ...paths.map((d) => {
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", d);
        return path;
      }),
    );
  }

  /** Every mark to the note that names its letter. @param {DOMRect} origin */
  pathsToNotes(origin) {
    return [...this.querySelectorAll("[data-thread]")].flatMap((note) => {
      const box = note.getBoundingClientRect();
      const to = { x: box.left - origin.left, y: box.top - origin.top + 12 };
      return lettersOf(note).flatMap((letter) => {
        const line = outermost(
          this.marksFor(letter, this).flatMap((mark) => [...mark.getClientRects()]),
          "right",
        );
        if (!line || line.right > box.left) return [];
        const from = { x: line.right - origin.left - 2, y: line.bottom - origin.top };
        return [threadPath(from, to, to.x - GUTTER_FROM_NOTE)];
      });
    });
  }

  /** The chosen row's marks to the same words in the sheet. @param {DOMRect} origin */
  pathsOfRow(origin) {
    const { row, sheet } = this;
    if (!row || !sheet) return [];
    const frame = sheet.getBoundingClientRect();
    const edge = row.getBoundingClientRect().right;
    if (frame.left <= edge) return [];
    return lettersOf(row).flatMap((letter) => {
      const start = outermost(
        this.marksFor(letter, row).flatMap((mark) => [...mark.getClientRects()]),
        "right",
      );
      const end = outermost(
        this.marksFor(letter, sheet).flatMap((mark) => [...mark.getClientRects()]),
        "left",
      );
      if (!start || !end || end.bottom < frame.top + 8 || end.bottom > frame.bottom - 4) return [];
      return [
        threadPath(
          { x: start.right - origin.left - 2, y: start.bottom - origin.top },
          { x: end.left - origin.left + 2, y: end.bottom - origin.top },
          (edge + frame.left) / 2 - origin.left,
        ),
      ];
    });
  }
}

customElements.define("thread-view", ThreadView);
