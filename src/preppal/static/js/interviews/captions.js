/** How much of a caption has been said: pure text and time, no DOM. */

/** A quick speaker, for a sentence whose sound is still arriving. */
const MS_PER_CHARACTER = 50;

/** Ends of words: after each run of non-space, or after each Han or kana character. */
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

/**
 * @param {string} text
 * @returns {number[]} for every word the index just after it; the last word takes trailing punctuation with it
 */
export function wordEnds(text) {
  return [...text.matchAll(WORD)].map((word) => word.index + word[0].length);
}

/**
 * @param {string} text
 * @param {number} characters how far the voice is, as an index into `text`
 * @returns {[said: string, ahead: string]} split between words; joined they are `text`
 */
export function splitAt(text, characters) {
  if (characters >= text.length) return [text, ''];
  const end = wordEnds(text).findLast((candidate) => candidate <= characters) ?? 0;
  return [text.slice(0, end), text.slice(end)];
}

/**
 * The part of a growing recognition that has stopped changing.
 * @param {string} before the previous partial
 * @param {string} now the present one
 * @returns {number} index after the last word that both begin with
 */
export function settled(before, now) {
  let same = 0;
  while (same < before.length && same < now.length && before[same] === now[same]) same += 1;
  return wordEnds(now).findLast((end) => end < same) ?? 0;
}

/**
 * A caption grows while sound arrives; each mark says from which character on the sound begins at which time.
 * @typedef {{from: number, ms: number}} Mark
 * @typedef {{turn: number, text: string, marks: Mark[], arrivedMs: number, heardMs: number, cut: boolean}} Speech
 */

/** @type {Speech} */
export const SILENCE = { turn: 0, text: '', marks: [], arrivedMs: 0, heardMs: 0, cut: false };

/**
 * @param {Speech} speech
 * @param {string} text the whole caption as it now stands
 * @returns {Speech}
 */
export function grow(speech, text) {
  const continues = speech.text !== '' && text.startsWith(speech.text);
  if (continues && text === speech.text) return speech;
  const mark = continues ? { from: speech.text.length, ms: speech.arrivedMs } : { from: 0, ms: 0 };
  return { ...speech, text, marks: continues ? [...speech.marks, mark] : [mark] };
}

/**
 * It was no barge-in: the voice goes on at the sentence that was cut, and time is counted anew from there.
 * @param {Speech} speech
 * @returns {Speech}
 */
export function resume(speech) {
  const said = speech.marks.findLast((mark) => mark.ms <= speech.heardMs)?.from ?? 0;
  return { ...SILENCE, turn: speech.turn, text: speech.text.slice(0, said) };
}

/**
 * @param {Speech} speech
 * @returns {number} characters that were heard, in proportion to the sound of their sentence
 */
export function spokenCharacters(speech) {
  const index = speech.marks.findLastIndex((mark) => mark.ms <= speech.heardMs);
  if (index < 0) return 0;
  const { from, ms } = speech.marks[index];
  const next = speech.marks[index + 1];
  const characters = (next ? next.from : speech.text.length) - from;
  // A sentence that is followed by another has arrived whole; the newest one may still be arriving.
  const duration = next
    ? next.ms - ms
    : Math.max(speech.arrivedMs - ms, characters * MS_PER_CHARACTER);
  const share = Math.min(1, (speech.heardMs - ms) / Math.max(duration, 1));
  return from + Math.round(characters * share);
}
