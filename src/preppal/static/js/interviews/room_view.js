/** The room on the screen: every part is set from the state, and only where it changed. */

import { splitAt, spokenCharacters } from './captions.js';
import { lastTurn } from './live_state.js';
import { clockTime, wordsOf } from './words.js';

/** Letters of a question from which it is set smaller, so that it stays above the table. */
const LONG = 120;
const VERY_LONG = 260;
const LAST_MINUTE_MS = 60_000;
const NOTICE_KINDS = new Map([
  ['last_minute', 'time'],
  ['speech_failed', 'fault'],
  ['mind_failed', 'fault'],
  ['too_slow', 'fault'],
  ['too_fast', 'fault'],
  ['not_read', 'fault'],
  ['away', 'fault'],
  ['dropped', 'fault'],
  ['gone', 'fault'],
  ['switched_off', 'fault'],
  ['silent', 'fault'],
  ['faint', 'time'],
  ['asleep', 'time'],
]);
/** What a notice offers to do about it. */
const NOTICE_ACTS = new Map([
  ['echo', 'got-it'],
  ...['gone', 'switched_off', 'silent', 'faint', 'heard-through', 'another'].map((code) => /** @type {[string, string]} */ ([code, 'sound'])),
]);
const PANELS = ['door', 'connecting', 'loading', 'elsewhere', 'taken', 'ended', 'closed'];

const setText = (/** @type {Element} */ element, /** @type {string} */ text) => {
  if (element.textContent !== text) element.textContent = text;
};

export class RoomView {
  /** @param {HTMLElement} room the element that the server rendered */
  constructor(room) {
    this.room = room;
    /** @type {(name: string) => any} */
    const part = (name) => room.querySelector(`[data-part="${name}"]`);
    this.part = part;
    this.words = wordsOf(part('words-template'));
    this.name = this.words('name');
    this.shown = 0;
    this.turnTemplate = part('turn-template').content.firstElementChild;
  }

  /** @param {import('./live_state.js').State} state @param {import('./live_state.js').State | null} before */
  paint(state, before) {
    const changed = (/** @type {(keyof typeof state)[]} */ ...keys) =>
      !before || keys.some((key) => state[key] !== before[key]);
    if (changed('phase', 'floor', 'mode', 'engine', 'muted', 'microphone', 'answering')) this.#stage(state);
    if (changed('phase', 'error')) this.#panels(state);
    if (changed('phase', 'floor', 'mode', 'engine', 'muted', 'voice', 'answering')) this.#controls(state);
    if (changed('microphone', 'care')) this.#trouble(state);
    if (changed('loading')) this.#loading(state);
    if (changed('progress')) this.#progress(state);
    if (changed('speech', 'turns', 'phase')) this.#question(state);
    if (changed('answer', 'answering', 'turns', 'unconfirmed')) this.#answer(state);
    if (changed('turns', 'unconfirmed', 'speech', 'mode', 'engine', 'voice')) this.#transcript(state);
    if (changed('notice', 'phase', 'muted', 'mode', 'turns', 'microphone', 'care', 'voice')) this.#notice(state);
  }

  /** @param {number} remainingMs @param {number} totalMs */
  tick(remainingMs, totalMs) {
    setText(this.part('clock'), clockTime(remainingMs + 999));
    this.part('elapsed').value = totalMs > 0 ? 1 - remainingMs / totalMs : 0;
    this.room.toggleAttribute('data-last-minute', remainingMs <= LAST_MINUTE_MS);
  }

  #stage(state) {
    const { dataset } = this.room;
    dataset.phase = state.phase;
    dataset.floor = state.floor;
    dataset.mode = state.mode;
    dataset.microphone = state.microphone;
    this.room.toggleAttribute('data-muted', state.muted);
    this.room.toggleAttribute('data-answering', state.answering);
    const situation = this.#situation(state);
    this.#named(this.part('who'), this.words(situation));
    // Read out only when the floor is the candidate's: a screen reader must not talk over the interviewer.
    const yours = ['listening', 'held', 'away'].includes(situation);
    setText(this.part('your-turn'), yours ? this.words(situation, { name: this.name }) : '');
  }

  /** @param {import('./live_state.js').State} state @returns {string} who does what, in words */
  situation(state) {
    return this.words(this.#situation(state), { name: this.name });
  }

  #situation({ phase, floor, mode }) {
    if (phase === 'ended') return 'gone';
    if (phase === 'door' || phase === 'connecting' || phase === 'loading') return 'ready';
    if (phase !== 'live') return 'away';
    return floor === 'listening' && mode === 'text' ? 'reading' : floor;
  }

  /** The name stands in the interviewer's face; the words around it depend on the language. */
  #named(element, sentence) {
    const [before, after = ''] = sentence.split('{name}');
    const name = document.createElement('b');
    name.textContent = this.name;
    if (element.textContent !== before + this.name + after) element.replaceChildren(before, name, after);
  }

  #panels(state) {
    for (const name of PANELS) {
      this.room.querySelector(`[data-panel="${name}"]`).hidden = name !== state.phase;
    }
    if (state.phase === 'closed') {
      const code = state.error?.code ?? '';
      setText(this.part('closed-text'), state.error?.text || this.words(code) || this.words('bad_frame'));
      const link = this.part('closed-link');
      const { feedback } = this.room.dataset;
      const again = [location.pathname, this.words('load-again')];
      const lobby = location.pathname.replace(/session$/, 'lobby');
      const interrupted = code === 'interrupted';
      this.part('continue').hidden = !interrupted;
      link.toggleAttribute('data-fill', !interrupted);
      const ways = {
        not_live: [feedback, this.words('report')],
        interrupted: [feedback, this.words('report')],
        no_credit: [`/credits?back=${encodeURIComponent(lobby)}`, this.words('get-credit')],
        signed_out: [`/sign-in?next=${encodeURIComponent(location.pathname)}`, this.words('sign-in')],
        bad_frame: again,
        too_large: again,
        too_fast: again,
        too_many: again,
      };
      if (ways[code]) {
        link.href = ways[code][0];
        setText(link, ways[code][1]);
      }
    }
    if (state.phase === 'ended' && state.feedbackUrl) this.part('report').href = state.feedbackUrl;
  }

  #controls(state) {
    const live = state.phase === 'live';
    const act = (name) => this.room.querySelectorAll(`[data-act="${name}"]`);
    const press = (name, on) => act(name)[0].setAttribute('aria-pressed', String(on));
    press('mute', state.muted);
    press('hold', state.floor === 'held');
    const speaking = live && state.floor === 'speaking';
    act('cut-in')[0].hidden = !speaking;
    act('done')[0].hidden = speaking;
    act('done')[0].toggleAttribute('data-fill', live && state.answering);
    for (const name of ['mute', 'hold', 'done']) act(name)[0].disabled = !live;
    this.part('write').querySelector('button').disabled = !live && state.phase !== 'dropped';
    this.part('to-writing').hidden = state.mode === 'text';
    this.part('to-voice').hidden = state.mode === 'voice' || !this.#mayspeak(state);
    this.part('to-words').hidden = state.mode === 'text';
    this.part('to-sound').hidden = state.engine === 'text';
    this.part('to-sound').disabled = !live;
    this.part('to-voice').disabled = !live;
    this.part('to-writing').disabled = !live;
  }

  #mayspeak(state) {
    return state.phase === 'live' ? state.voice.available : this.room.hasAttribute('data-voice');
  }

  #trouble({ microphone, care }) {
    const show = (/** @type {string} */ kind, /** @type {string} */ what) => {
      for (const element of this.room.querySelectorAll(`[data-${kind}]`)) {
        element.hidden = element.dataset[kind] !== what;
      }
    };
    show('trouble', microphone);
    // Why it does not open says more than that it is gone.
    show('care', care === 'gone' && this.room.querySelector(`[data-trouble="${microphone}"]`) ? '' : care);
    this.part('asks').hidden = !['unknown', 'opening'].includes(microphone);
    const button = this.room.querySelector('[data-act="go-in"]');
    button.toggleAttribute('aria-busy', microphone === 'opening');
    if (microphone === 'opening') button.setAttribute('aria-busy', 'true');
  }

  #loading({ loading }) {
    setText(this.part('loading-text'), loading.text);
    this.part('loading').value = loading.fraction;
  }

  #progress({ progress }) {
    if (!progress) return;
    const { lead_number: number, lead_count: count, lead_short: about, phase } = progress;
    const leads = phase === 'leads' && number > 0;
    const key = leads ? (about ? 'question-about' : 'question') : { warmup: 'opening' }[phase] ?? phase;
    const strokes = this.part('strokes');
    while (strokes.children.length < count) strokes.append(document.createElement('li'));
    while (strokes.children.length > count) strokes.lastElementChild.remove();
    const past = phase === 'questions' || phase === 'closing' ? count + 1 : number;
    [...strokes.children].forEach((stroke, index) => {
      stroke.dataset.stroke = index + 1 < past ? 'past' : index + 1 === past && leads ? 'now' : 'ahead';
    });
    const line = this.part('progress');
    const short = leads ? this.words('question', { number, count }) : this.words(key);
    const [lead, rest] = [short, this.words(key, { number, count, about }).slice(short.length)];
    const more = document.createElement('span');
    more.textContent = rest;
    if (about) more.lang = this.part('question').lang;
    if (line.textContent !== lead + rest) line.replaceChildren(lead, more);
  }

  #question(state) {
    const question = this.part('question');
    const { speech } = state;
    const text = speech.text || lastTurn(state, 'interviewer')?.text || '';
    const voiced = state.engine === 'voice' && speech.text !== '';
    const [said, ahead] = voiced ? splitAt(text, spokenCharacters(speech)) : [text, ''];
    setText(this.part('said'), said);
    setText(this.part('ahead'), ahead);
    question.hidden = state.phase !== 'live' && state.phase !== 'dropped';
    question.dataset.length = text.length > VERY_LONG ? 'very-long' : text.length > LONG ? 'long' : 'short';
    this.#fitQuestion();
  }

  /** Between the notice and the table; the newest words in view. */
  #fitQuestion() {
    const question = this.part('question');
    const ahead = this.part('ahead');
    const overflows = question.scrollHeight > question.clientHeight + 1;
    question.toggleAttribute('data-overflows', overflows);
    // What scrolls can be reached by keys; what does not is no stop on the way.
    if (overflows) question.tabIndex = 0;
    else question.removeAttribute('tabindex');
    if (!overflows) return;
    const at = ahead.offsetTop - question.offsetTop;
    question.scrollTop = ahead.textContent ? at - question.clientHeight * 0.7 : question.scrollHeight;
  }

  #answer(state) {
    const { answer, answering } = state;
    const waiting = state.unconfirmed.at(-1);
    const last = lastTurn(state, 'candidate');
    const text = answering ? answer.text : waiting || last?.text || '';
    const settled = answering ? answer.settled : text.length;
    setText(this.part('settled'), text.slice(0, settled));
    setText(this.part('unsettled'), text.slice(settled));
    const label = answering ? 'you' : waiting ? 'sending' : 'moment-ago';
    setText(this.part('answer-label'), text || answering ? this.words(label) : '');
    this.part('answer').toggleAttribute('data-now', answering);
    // Only the newest lines fit on the table.
    const words = this.part('settled').parentElement;
    words.scrollTop = words.scrollHeight;
  }

  /** Final turns, then what is on its way; earlier ones are never touched, so readers hear each once. */
  #transcript(state) {
    const turns = state.turns.map(({ seq, speaker, text, interrupted }) => ({
      key: String(seq),
      speaker,
      text,
      who: speaker === 'candidate' ? this.words('you') : interrupted ? this.words('cut-off', { name: this.name }) : this.name,
    }));
    const pending = state.unconfirmed.map((text) => ({
      key: `sent ${text}`,
      speaker: 'candidate',
      text,
      who: this.words('sending'),
    }));
    const { speech } = state;
    // Written answers go with a log; what a voice is saying stands there as it comes.
    const saying = state.mode === 'text' && state.engine === 'voice' && speech.text !== '';
    const line = { key: `saying ${speech.turn}`, speaker: 'interviewer', text: speech.text, who: this.name };
    this.#list(this.part('log'), [...turns, ...pending, ...(saying ? [line] : [])]);
    this.#list(this.part('all-words'), [...turns, ...pending]);
    this.part('no-words').hidden = turns.length + pending.length > 0;
    // Where a voice speaks the words are heard already; a screen reader would speak into them.
    const unheard = state.mode === 'text' && (state.engine === 'text' || state.voice.silent);
    this.part('log').parentElement.setAttribute('aria-live', unheard ? 'polite' : 'off');
  }

  #list(list, items) {
    const view = list.parentElement;
    const following = view.scrollHeight - view.scrollTop - view.clientHeight < 80;
    const kept = new Map([...list.children].map((child) => [child.dataset.key, child]));
    items.forEach((item, index) => {
      const known = kept.get(item.key);
      kept.delete(item.key);
      const row = known ?? this.#row(item);
      setText(row.querySelector('.room-turn-text'), item.text);
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    });
    for (const gone of kept.values()) gone.remove();
    if (following) view.scrollTop = view.scrollHeight;
  }

  #row({ key, speaker, text, who }) {
    const row = this.turnTemplate.cloneNode(true);
    row.dataset.key = key;
    row.dataset.speaker = speaker;
    row.querySelector('.room-turn-who').textContent = who;
    row.querySelector('.room-turn-text').textContent = text;
    return row;
  }

  #notice(state) {
    const element = this.part('notice');
    const notice = this.#noticeOf(state);
    element.hidden = !notice;
    element.dataset.kind = NOTICE_KINDS.get(notice?.code ?? '') ?? 'news';
    setText(this.part('notice-text'), notice?.text ?? '');
    const act = NOTICE_ACTS.get(notice?.code ?? '') ?? '';
    const button = this.part('notice-act');
    button.hidden = act === '';
    button.dataset.act = act;
    setText(button, act === 'sound' ? this.words('check-sound') : this.words(act));
    this.part('take-place').hidden = notice?.code !== 'voice_place' || !state.voice.available;
    this.#fitQuestion();
  }

  #noticeOf(state) {
    if (state.phase === 'dropped') {
      const kept = state.turns.at(-1)?.ended_ms;
      const text = kept ? this.words('dropped', { time: clockTime(kept) }) : this.words('dropped-early');
      return { code: 'dropped', text };
    }
    if (state.phase !== 'live') return null;
    if (state.notice || state.mode === 'text') return state.notice;
    if (state.care) return { code: state.care, text: this.troubleText(state) };
    return state.muted ? { code: 'muted', text: this.words('muted') } : null;
  }

  /** The sentence that says what is wrong with the sound; what helps stands below it in the dialog. */
  troubleText({ microphone, care }) {
    const because = this.room.querySelector(`[data-trouble="${microphone}"] .notice`);
    return (because ?? this.room.querySelector(`[data-care="${care}"] .notice`))?.textContent?.trim() ?? '';
  }
}
