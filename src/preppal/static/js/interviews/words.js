/** Every word that a script shows was rendered by the server, in the reader's language. */

/**
 * @param {HTMLTemplateElement} template whose elements carry `data-word`
 * @returns {(name: string, values?: Record<string, string | number>) => string} the words, `{braces}` filled
 */
export function wordsOf(template) {
  const known = new Map(
    [...template.content.querySelectorAll('[data-word]')].map((element) => [
      element.getAttribute('data-word'),
      (element.textContent ?? '').trim(),
    ]),
  );
  return (name, values = {}) =>
    (known.get(name) ?? '').replaceAll(/\{(\w+)\}/g, (brace, key) => String(values[key] ?? brace));
}

/** @param {number} ms @returns {string} minutes and seconds: 754000 is 12:34 */
export function clockTime(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
