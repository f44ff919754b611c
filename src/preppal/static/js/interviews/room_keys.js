/** M, T and Enter in the room. A person may switch them off, and they rest while one types. */

const CHOICE = 'preppal.keys';

export const keysOn = () => localStorage.getItem(CHOICE) !== 'off';
export const switchKeys = (/** @type {boolean} */ on) => localStorage.setItem(CHOICE, on ? 'on' : 'off');

const TYPES = 'input, textarea, select, [contenteditable], dialog';
/** Enter on these already means something. */
const PRESSED = `${TYPES}, a[href], button, summary`;

/**
 * @param {KeyboardEvent} event
 * @returns {string} 'm', 't', 'Enter', or '' when the key is not meant for the room
 */
export function roomKey(event) {
  const { key, target } = event;
  const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat);
  if (!plain || event.isComposing || event.defaultPrevented || !keysOn()) return '';
  const element = target instanceof Element ? target : document.body;
  if (key === 'Enter') return element.closest(PRESSED) ? '' : key;
  const letter = key.toLowerCase();
  return ['m', 't'].includes(letter) && !element.closest(TYPES) ? letter : '';
}
