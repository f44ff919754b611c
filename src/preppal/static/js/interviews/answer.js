/** What somebody typed, as the server will keep it: `checked_answer` of protocol.py does the same. */

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** @param {string} text @returns {string} without control characters and halves of characters; "" when nothing is left */
export function cleanAnswer(text) {
  return text.replaceAll(/\r\n?/g, '\n').toWellFormed().replaceAll(CONTROL, '').trim();
}
