// The source, line by line: what each was read as, findings at their places, invisible characters on demand.

import { el, at } from './dom.js';
import { say, either, called } from './words.js';

/** What stands for characters that are not seen. @type {Record<string, string>} */
const SIGNS = { ' ': '·', '\u3000': '□', '\t': '→', '\u00a0': '⍽', '\u200b': '¦', '\u200c': '¦', '\u200d': '¦', '\ufeff': '¦', '\n': '↵\n',
  '\u200e': '‹LRM›', '\u200f': '‹RLM›', '\u202a': '‹LRE›', '\u202b': '‹RLE›', '\u202c': '‹PDF›', '\u202d': '‹LRO›', '\u202e': '‹RLO›',
  '\u2066': '‹LRI›', '\u2067': '‹RLI›', '\u2068': '‹FSI›', '\u2069': '‹PDI›' };

/** A line's text; controls of direction are shown always, for they would reorder what stands around them. @param {string} text @param {boolean} all */
function shown(text, all) {
  const out = document.createDocumentFragment();
  let plain = '';
  for (const c of text) {
    const control = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(c);
    if (SIGNS[c] && (all || control)) {
      out.append(plain, el('span', { class: 'sign' }, SIGNS[c]));
      plain = '';
    } else plain += c;
  }
  out.append(plain);
  return out;
}

/**
 * Draws the source.
 * @param {any} reading @param {boolean} invisible @param {(line: any) => void} correct @param {(start: number) => void} hover
 */
export function draw(reading, invisible, correct, hover) {
  const lines = reading.lines ?? [];
  const findings = [...reading.findings];
  const box = at('source');
  const rows = document.createDocumentFragment();
  let next = 0;
  for (const line of lines) {
    const place = line.column > 1 ? `${line.line}:${line.column}` : String(line.line);
    const badges = [];
    while (next < findings.length && findings[next].start < line.end) {
      const f = findings[next++];
      if (f.start >= line.start && badges.length < 5) badges.push(el('span', { class: `badge ${f.severity}`, title: either(f) }, f.code));
    }
    const doubt = line.confidence < 90 ? el('span', { class: 'doubt' }, ` ${line.confidence} %`) : null;
    const pinned = line.pins.length ? el('span', { class: 'pinned' }, ` ${say('corrected')}: ${line.pins.join(', ')}`) : null;
    const row = el('div', { class: 'row', id: `line-${line.start}`, 'data-start': line.start, 'data-end': line.end, onpointerenter: () => hover(line.start) },
      el('button', { type: 'button', tabindex: -1, 'aria-label': `${say('lineN')} ${place}: ${called(line.became)}`, onclick: () => correct(line) }, place),
      el('div', {}, shown(line.text, invisible), ' ', el('span', { class: 'is' }, `⟨${called(line.became)}⟩`), doubt, pinned, ' ', ...badges));
    rows.append(row);
  }
  if (!reading.lines) rows.append(el('div', { class: 'row' }, el('div', {}, shown(reading.source, invisible))));
  box.replaceChildren(rows);
  const first = box.querySelector('button');
  if (first) first.tabIndex = 0;
}

/** Moves between lines by the keyboard; Enter corrects. */
export function keys() {
  at('source').addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: 20, PageUp: -20, Home: -1e9, End: 1e9 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = /** @type {HTMLButtonElement[]} */ ([...at('source').querySelectorAll('.row > button')]);
    const now = all.findIndex(b => b.tabIndex === 0);
    const to = all[Math.min(all.length - 1, Math.max(0, now + (event.target instanceof HTMLButtonElement ? step : 0)))];
    if (!to) return;
    event.preventDefault();
    all[now].tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  });
}

/** The row of a place. @param {number} start @returns {HTMLElement | null} */
export function rowAt(start) {
  const rows = /** @type {HTMLElement[]} */ ([...at('source').children]);
  let low = 0;
  let high = rows.length - 1;
  let found = null;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (Number(rows[middle].dataset.start) <= start) {
      found = rows[middle];
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}
