// A form that says it is being sent: `<form is>` is not everywhere, so every POST form on the page is
// watched instead. With scripts off nothing changes. `data-busy` on the button holds the word shown
// meanwhile ("Opening"); a second press is swallowed until the browser has left or come back.

/** @param {HTMLButtonElement} button */
function markBusy(button) {
  const width = button.getBoundingClientRect().width;
  button.style.setProperty("min-inline-size", `${Math.ceil(width)}px`);
  const words = button.dataset.busy;
  if (words) {
    button.dataset.rest = button.textContent ?? "";
    button.textContent = words;
  }
  button.setAttribute("aria-busy", "true");
}

/** @param {HTMLButtonElement} button */
function markRested(button) {
  button.removeAttribute("aria-busy");
  button.style.removeProperty("min-inline-size");
  if (button.dataset.rest) {
    button.textContent = button.dataset.rest;
    delete button.dataset.rest;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented || form.method !== "post") return;
  const pressed = event.submitter;
  if (!(pressed instanceof HTMLButtonElement)) return;
  if (form.querySelector("[aria-busy=true]")) {
    event.preventDefault();
    return;
  }
  // After this turn of the loop: the pressed button's own name and value are collected first.
  setTimeout(() => markBusy(pressed), 0);
});

// Coming back by the browser's button shows the page as it was left, busy word and all.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll("button[aria-busy=true]")) {
    if (button instanceof HTMLButtonElement) markRested(button);
  }
});
