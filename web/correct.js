// One line: its readings with reasons, and what a person says that it is.

import { el, at, field, choice } from './dom.js';
import { say, either, lang, called } from './words.js';

/** How `--pin` calls each. @type {[string, string][]} */
const SIMPLE = [['heading', 'heading'], ['not-heading', 'notHeading'], ['join', 'join'], ['role:title', 'title']];

/**
 * Opens the dialogue for a line.
 * @param {any} line @param {any} about @param {(pin: string) => void} pin
 */
export function open(line, about, pin) {
  const dialog = /** @type {HTMLDialogElement} */ (at('correct'));
  const place = `${line.line}${line.column > 1 ? `:${line.column}` : ''}`;
  const done = (/** @type {string} */ what) => {
    dialog.close();
    pin(`${place}=${what}`);
  };
  const name = (/** @type {{ name: string, words: string }} */ l) => /** @type {[string, string]} */ ([l.name, lang() === 'zh' ? `${l.words}（${l.name}）` : `${l.name} ${l.words}`]);
  const level = choice(about.levels.map(name), about.levels.some((/** @type {any} */ l) => l.name === line.became) ? line.became : 'article', { id: 'pin-level' });
  const label = el('input', { id: 'pin-label', autocomplete: 'off' });
  const role = choice(about.roles.map(name), about.roles.some((/** @type {any} */ r) => r.name === line.became) ? line.became : 'body', { id: 'pin-role' });
  const ends = el('input', { id: 'pin-ends', autocomplete: 'off' });
  const split = el('input', { id: 'pin-split', autocomplete: 'off' });
  const apply = (/** @type {string} */ id, /** @type {() => string} */ what) => el('button', { type: 'button', id, onclick: () => { const w = what(); if (w) done(w); } }, say('apply'));
  const readings = line.readings.map((/** @type {any} */ r) => el('li', {},
    el('b', {}, r.label), ` ${r.form} ${r.number} — ${r.won ? say('chosen') : `${say('refused')}: ${r.refused ? either(r.refused) : ''}`}`,
    r.less != null ? ` (−${r.less})` : ''));
  at('correct-body').replaceChildren(
    el('p', {}, `${say('lineN')} ${place}`),
    el('blockquote', {}, line.text),
    el('p', {}, `${say('became')} `, el('b', {}, called(line.became)), ` — ${say('because')}: ${either(line.because)}; ${say('certainty')} ${line.confidence} %`,
      line.runnerUp ? `, ${say('otherwise')} ${called(line.runnerUp)}` : ''),
    el('h3', {}, say('readings')), readings.length ? el('ul', {}, ...readings) : el('p', {}, say('none')),
    el('h3', {}, say('choose')),
    el('fieldset', {}, el('legend', {}, say('level')), field(say('level'), level), field(say('label'), label),
      apply('apply-level', () => level.value + (label.value ? `:${label.value}` : ''))),
    el('fieldset', {}, el('legend', {}, say('role')), field(say('role'), role), apply('apply-role', () => `role:${role.value}`)),
    el('fieldset', {}, ...SIMPLE.map(([what, word]) => el('button', { type: 'button', id: `apply-${what.replace(':', '-')}`, onclick: () => done(what) }, say(word)))),
    el('fieldset', {}, field(say('headingEnds'), ends), apply('apply-ends', () => ends.value && `heading-ends:${ends.value}`)),
    el('fieldset', {}, field(say('splitBefore'), split), apply('apply-split', () => split.value && `split-before:${split.value}`)),
    el('button', { type: 'button', id: 'apply-none', disabled: line.pins.length === 0, onclick: () => done('none') }, say('remove')),
  );
  dialog.showModal();
  level.focus();
}
