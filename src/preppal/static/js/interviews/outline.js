/** An outline for a title, written into the posting's field without leaving the page. */

import { watchPasting } from "./pasting.js";

/** What is replaced by the answer's: the field, what is said about it, and the offer itself. */
const PARTS = ".field:has(#job_text), .set-up-outline";

/** @param {HTMLFormElement} form @param {HTMLButtonElement} button */
function ask(form, button) {
  // It parses the page by itself, so that no text has to be trusted as HTML here.
  const asked = new XMLHttpRequest();
  asked.responseType = "document";
  button.setAttribute("aria-busy", "true");
  asked.addEventListener("loadend", () => {
    const page = asked.responseXML;
    const parts = page ? [...page.querySelectorAll(PARTS)] : [];
    const known = [...form.querySelectorAll(PARTS)];
    // Anything else than the two parts (signed out, the server away): as without scripts.
    if (parts.length !== known.length || !page) {
      form.requestSubmit(button);
      return;
    }
    form.querySelector(".set-up-part > .choices .notice, .set-up-part > .notice")?.remove();
    known.forEach((part, place) => part.replaceWith(parts[place]));
    const note = page.querySelector(".set-up-part .notice");
    const field = form.querySelector("#job_text");
    const alikes = form.querySelector("[data-alike]");
    if (note) alikes?.before(note);
    if (field instanceof HTMLTextAreaElement && alikes instanceof HTMLElement) {
      watchPasting(field, alikes);
    }
    if (!form.querySelector(".field-error")) form.querySelector(".notice[data-kind=fault]")?.remove();
    const wrong = form.querySelector(".set-up-outline [aria-invalid]");
    const next = wrong ?? field;
    if (next instanceof HTMLElement) next.focus();
  });
  asked.open("POST", button.formAction);
  asked.send(new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])));
}

/** @param {HTMLFormElement} form */
export function watchOutline(form) {
  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-outline]") : null;
    if (!(button instanceof HTMLButtonElement) || button.getAttribute("aria-busy")) return;
    event.preventDefault();
    ask(form, button);
  });
  form.addEventListener("keydown", (event) => {
    const fields = event.target instanceof HTMLInputElement && event.target.closest(".set-up-outline");
    const button = form.querySelector("[data-outline]");
    if (event.key !== "Enter" || event.isComposing || !fields) return;
    event.preventDefault();
    if (button instanceof HTMLButtonElement) button.click();
  });
}

const form = document.querySelector("form.set-up");
if (form instanceof HTMLFormElement) watchOutline(form);
