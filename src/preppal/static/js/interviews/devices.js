/** Which microphone and which loudspeaker: what the person chose, and what there is to choose from. */

/** @typedef {'audioinput' | 'audiooutput'} Kind @typedef {{id: string, label: string}} Choice */

const MEMORY = { audioinput: 'preppal.microphone', audiooutput: 'preppal.loudspeaker' };
/** Chromium's name for whatever the system has chosen. */
export const DEFAULT = 'default';
/** Chromium's second name for one of the devices below it. */
const COMMUNICATIONS = 'communications';

/** @param {Kind} kind @returns {Choice | null} null: whatever the system has chosen */
export function remembered(kind) {
  try {
    const { id = '', label = '' } = JSON.parse(localStorage.getItem(MEMORY[kind]) ?? '{}');
    return id || label ? { id: String(id), label: String(label) } : null;
  } catch {
    return null; // Storage is switched off, or something else was written there.
  }
}

/** @param {Kind} kind @param {Choice | null} choice */
export function remember(kind, choice) {
  const system = !choice || choice.id === DEFAULT || choice.id === '';
  try {
    if (system) localStorage.removeItem(MEMORY[kind]);
    else localStorage.setItem(MEMORY[kind], JSON.stringify(choice));
  } catch {
    // Then it is remembered no longer than this page.
  }
}

/**
 * Browsers change ids when cookies go or a private window closes; then the name still tells.
 * @template {{deviceId: string, label: string}} Device
 * @param {Device[]} devices @param {Choice | null} choice @returns {Device | undefined} the chosen one, if it is there
 */
export function pick(devices, choice) {
  if (!choice) return undefined;
  const named = choice.label ? devices.find((device) => device.label === choice.label) : undefined;
  return devices.find((device) => choice.id && device.deviceId === choice.id) ?? named;
}

/**
 * @template {{kind: string, deviceId: string, groupId: string, label: string}} Device
 * @param {Device[]} devices @param {Kind} kind @returns {Device[]} each once; without permission there is none
 */
export function ofKind(devices, kind) {
  const named = devices.filter((device) => device.kind === kind && device.deviceId !== '');
  return named.filter((device) => device.deviceId !== COMMUNICATIONS);
}

/**
 * What a change of devices asks for.
 *
 * @typedef {{deviceId: string, groupId: string, label: string}} Device
 * @param {object} facts
 * @param {Device[]} facts.before @param {Device[]} facts.now microphones
 * @param {{deviceId: string, groupId: string}} facts.current the one that is open
 * @param {Choice | null} facts.choice of the person
 * @returns {{act: 'stay'} | {act: 'switch'} | {act: 'tell', label: string}}
 */
export function onChange({ before, now, current, choice }) {
  const system = now.find((device) => device.deviceId === DEFAULT);
  const chosen = pick(now, choice);
  if (chosen && !pick(before, choice)) return { act: 'switch' };
  if (!now.some((device) => device.deviceId === current.deviceId)) return { act: 'switch' };
  // Chromium goes on with the old device under the name of the default until it is opened anew.
  const follows = !chosen && current.deviceId === DEFAULT;
  if (follows && system && current.groupId && system.groupId !== current.groupId) return { act: 'switch' };
  if (follows) return { act: 'stay' };
  const fresh = now.find((device) => device.deviceId !== DEFAULT && !before.some((known) => known.deviceId === device.deviceId));
  return fresh ? { act: 'tell', label: fresh.label } : { act: 'stay' };
}

/** @returns {Promise<MediaDeviceInfo[]>} */
export async function allDevices() {
  try {
    return await navigator.mediaDevices.enumerateDevices();
  } catch {
    return [];
  }
}

/** Only some browsers let a page choose. */
export const choosesLoudspeaker = () => typeof AudioContext === 'function' && 'setSinkId' in AudioContext.prototype;

/**
 * A context on the loudspeaker that was chosen, from its first moment: Chromium 150 crashed in a quarter of the tries
 * when it was told of another one while the context started. @param {AudioContextOptions} [options]
 */
export function newContext(options = {}) {
  const sinkId = choosesLoudspeaker() ? remembered('audiooutput')?.id : '';
  const context = new AudioContext(sinkId ? { ...options, sinkId } : options);
  useLoudspeaker(context); // Another id since, or gone.
  return context;
}

/** The loudspeaker that was chosen, or the system's when that one is gone. @param {AudioContext} context */
export async function useLoudspeaker(context) {
  if (!choosesLoudspeaker()) return;
  const chosen = pick(ofKind(await allDevices(), 'audiooutput'), remembered('audiooutput'));
  const id = chosen?.deviceId ?? '';
  const sink = /** @type {AudioContext & {sinkId: string, setSinkId(id: string): Promise<void>}} */ (context);
  if (context.state === 'closed' || sink.sinkId === id) return;
  try {
    await sink.setSinkId(id);
  } catch {
    // Gone between the two lines, or not allowed: it stays as it is.
  }
}
