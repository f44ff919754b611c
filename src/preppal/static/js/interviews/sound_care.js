/**
 * What is wrong with the microphone while the interview runs, and the one function that finds it out.
 *
 * A person who thinks is silent too, so the level alone tells nothing. A room is never digitally silent, though: what
 * sends no sound at all is dead or switched off. And somebody who speaks too softly to be heard still makes syllables.
 * Pure: time is what the frames of the microphone last.
 *
 * @typedef {'' | 'gone' | 'asleep' | 'switched_off' | 'silent' | 'faint'} Trouble
 * @typedef {object} Care
 * @property {Trouble} trouble
 * @property {boolean} gone no microphone is open
 * @property {boolean} asleep the device has paused all sound
 * @property {boolean} switchedOff by a switch, or by the system
 * @property {number} silentMs of the candidate's time without any sound, up to now
 * @property {number} hushMs the same of anybody's time
 * @property {number} hushes how often a voice came back out of such silence
 * @property {number} theirMs of the candidate's time since this microphone was opened
 * @property {number} runMs the sound under way that stands above the room but is too low to be words
 * @property {number} faintMs such syllables, fading as time goes on without
 * @property {number} voicedMs of a voice loud enough, lately
 * @property {boolean} voiced this microphone has let a voice through
 * @property {number} floor what the room sounds like when nobody speaks
 */

/** Nothing at all: -90 dB, the last bit of 16. */
export const NOTHING = 3.2e-5;
/** This much of it, in the candidate's own time, before it is said. */
export const SILENT_AFTER_MS = 10_000;
/** For a microphone that is silent between words by itself (a noise gate): it may be a long thought. */
export const GATED_AFTER_MS = 30_000;
const GATED_AFTER_HUSHES = 3;
const HUSH_MS = 500;
/** The server's gate is at -60 dB: of a voice that stays around it no word is found. */
const FAINT = 0.0012;
const FAINT_AFTER_MS = 1500;
/** A key is shorter. */
const RUN_MS = 120;
/** So that it takes syllables in a fifth of the time at least, as only speech has them. */
const FADING = 0.25;
/** Loud enough to be recognised, for a syllable. */
const VOICE = 0.006;
const SYLLABLE_MS = 240;
/** A syllable stands this much above the room, and above the hiss of the electronics. */
const ABOVE_ROOM = 4;
const HISS = 2e-4;

/** @type {Care} */
export const CARE_START = {
  trouble: '',
  gone: false,
  asleep: false,
  switchedOff: false,
  silentMs: 0,
  hushMs: 0,
  hushes: 0,
  theirMs: 0,
  runMs: 0,
  faintMs: 0,
  voicedMs: 0,
  voiced: false,
  floor: FAINT,
};

/** @param {Care} care @returns {Trouble} the one to do something about first */
function troubleIn(care) {
  if (care.gone) return 'gone';
  if (care.asleep) return 'asleep';
  if (care.switchedOff) return 'switched_off';
  const patience = care.hushes >= GATED_AFTER_HUSHES ? GATED_AFTER_MS : SILENT_AFTER_MS;
  if (care.silentMs >= patience) return 'silent';
  const faint = care.theirMs >= SILENT_AFTER_MS && care.faintMs >= FAINT_AFTER_MS;
  return !care.voiced && (faint || care.trouble === 'faint') ? 'faint' : '';
}

function heardNothing(care, { ms, theirs }) {
  return {
    ...care,
    hushMs: care.hushMs + ms,
    silentMs: care.silentMs + (theirs ? ms : 0),
    theirMs: care.theirMs + (theirs ? ms : 0),
  };
}

function heardSound(care, { level, ms, theirs }) {
  // Falls at once, rises slowly: the quietest of the last seconds.
  const floor = Math.min(level, care.floor * 1.005);
  const voicedMs = level >= VOICE ? care.voicedMs + ms : Math.max(0, care.voicedMs - ms / 2);
  const low = level > HISS && level < FAINT && level > ABOVE_ROOM * floor;
  const runMs = low ? care.runMs + ms : 0;
  const back = care.voiced && care.hushMs >= HUSH_MS;
  return {
    ...care,
    floor,
    voicedMs: Math.min(voicedMs, SYLLABLE_MS),
    voiced: care.voiced || voicedMs >= SYLLABLE_MS,
    runMs,
    faintMs: theirs ? Math.max(0, care.faintMs + (runMs >= RUN_MS ? ms : -FADING * ms)) : care.faintMs,
    theirMs: care.theirMs + (theirs ? ms : 0),
    hushes: care.hushes + (back ? 1 : 0),
    hushMs: 0,
    silentMs: 0,
  };
}

const steps = {
  /** A microphone was opened: nothing is known of it. */
  opened: (care, { switchedOff = false }) => ({ ...CARE_START, asleep: care.asleep, switchedOff }),
  gone: (care) => ({ ...care, gone: true }),
  asleep: (care, { on }) => (care.asleep === on ? care : { ...care, asleep: on }),
  /** What silence there was is explained now, or was before. */
  switched_off: (care, { on }) =>
    care.switchedOff === on ? care : { ...care, switchedOff: on, silentMs: 0, hushMs: 0 },
  /** `theirs`: the candidate has the floor and has not muted themselves. */
  frame(care, frame) {
    if (care.switchedOff) return care;
    return frame.level < NOTHING ? heardNothing(care, frame) : heardSound(care, frame);
  },
  /** Nothing comes from it any more, not even silence. */
  stalled: (care) => ({ ...care, silentMs: GATED_AFTER_MS }),
  /** Words came back: whatever the levels say, this microphone does. */
  words: (care) => (care.voiced ? care : { ...care, voiced: true, faintMs: 0 }),
};

/** @param {Care} care @param {{type: string, [key: string]: any}} event @returns {Care} */
export function careStep(care, event) {
  const change = Object.hasOwn(steps, event?.type) ? steps[event.type] : undefined;
  const after = change ? change(care, event) : care;
  if (after === care) return care;
  const trouble = troubleIn(after);
  return after.trouble === trouble ? after : { ...after, trouble };
}

/** @param {Trouble} trouble @returns {boolean} whether silence says nothing about the person */
export const isDeaf = (trouble) => trouble !== '' && trouble !== 'faint';
