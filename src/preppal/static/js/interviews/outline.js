/** An outline for a title, written into the posting's field without leaving the page. */

/**
 * What the answer's page says in the place of what this one said. The field itself stays: others watch it.
 * @param {HTMLFormElement} form @param {Document} page
 */
function take(form, page) {
  const field = form.querySelector("#job_text");
  const theirs = page.querySelector("#job_text");
  const offer = form.querySelector(".set-up-outline");
  const next = page.querySelector(".set-up-outline");
  if (!(field instanceof HTMLTextAreaElement) || !(theirs instanceof HTMLTextAreaElement)) return false;
  if (!offer || !next) return false;
  const written = field.value !== theirs.value;
  for (const name of ["aria-invalid", "aria-describedby"]) {
    const value = theirs.getAttribute(name);
    if (value === null) field.removeAttribute(name);
    else field.setAttribute(name, value);
  }
  field.parentElement?.replaceChildren(
    ...[...(theirs.parentElement?.children ?? [])].map((part) => (part === theirs ? field : part)),
  );
  field.value = theirs.value;
  offer.replaceWith(next);
  form.querySelector(".set-up-note")?.remove();
  const note = page.querySelector(".set-up-note");
  if (note) form.querySelector("[data-alike]")?.before(note);
  if (!form.querySelector(".field-error")) form.querySelector(".notice[data-kind=fault]")?.remove();
  const wrong = form.querySelector(".set-up-outline [aria-invalid]") ?? field;
  if (wrong instanceof HTMLElement) wrong.focus();
  if (written) field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

/** @param {HTMLFormElement} form @param {HTMLButtonElement} button */
function ask(form, button) {
  // It parses the page by itself, so that no text has to be trusted as HTML here.
  const asked = new XMLHttpRequest();
  asked.responseType = "document";
  button.setAttribute("aria-busy", "true");
  asked.addEventListener("loadend", () => {
    button.removeAttribute("aria-busy");
    // Another page than this one (signed out, the server away): as without scripts.
    if (!asked.responseXML || !take(form, asked.responseXML)) form.requestSubmit(button);
  });
  asked.open("POST", button.formAction);
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  asked.send(new URLSearchParams(/** @type {[string, string][]} */ (fields)));
}

/** @param {HTMLFormElement} form */
export function watchOutline(form) {
  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-outline]") : null;
    if (!(button instanceof HTMLButtonElement) || button.hasAttribute("aria-busy")) return;
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
