/** The list of earlier jobs follows while somebody types what they look for. */

/** Long enough to finish a word, short enough to seem at once. */
const SETTLED_MS = 180;

/** @param {HTMLInputElement} field @param {HTMLElement} list */
export function watchJobSearch(field, list) {
  const form = field.form;
  const shown = form?.querySelector("[name=q_shown]");
  const words = form?.querySelector(".set-up-found");
  let timer = 0;
  /** @type {XMLHttpRequest | null} */
  let asking = null;

  const chosen = () => {
    const radio = form?.querySelector("[name=job_id]:checked");
    return radio instanceof HTMLInputElement ? radio.value : "";
  };
  const ask = () => {
    clearTimeout(timer);
    asking?.abort();
    // It parses the part of a page by itself, so that no text has to be trusted as HTML here.
    const asked = (asking = new XMLHttpRequest());
    asked.responseType = "document";
    asked.addEventListener("load", () => {
      const part = asked.status === 200 ? asked.responseXML?.querySelector("[data-found]") : null;
      if (!(part instanceof HTMLElement)) return; // the search's button still works
      if (words) words.textContent = part.dataset.found ?? "";
      if (shown instanceof HTMLInputElement) shown.value = part.dataset.search ?? "";
      list.replaceChildren(...part.children);
    });
    asked.open("GET", `/interviews/new/jobs?${new URLSearchParams({ q: field.value, job: chosen() })}`);
    asked.send();
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, SETTLED_MS);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    ask();
  });
  // Another one was chosen meanwhile: an answer that does not know it may not come any more.
  form?.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.name === "job_id") asking?.abort();
  });
  form?.querySelector("button[data-search]")?.addEventListener("click", (event) => {
    event.preventDefault();
    ask();
  });
  // What was typed before this came.
  if (shown instanceof HTMLInputElement && shown.value !== field.value.trim()) ask();
}

const field = document.querySelector("#q");
const list = document.querySelector(".set-up-jobs");
if (field instanceof HTMLInputElement && list instanceof HTMLElement) watchJobSearch(field, list);
