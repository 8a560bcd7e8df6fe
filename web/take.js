// Files to take, each with the proof that it holds its source.

import { el, at, keep } from './dom.js';
import { blob, post } from './api.js';
import { say, either } from './words.js';

/** The first choice. */
const USUAL = new Set(['pdf', 'docx', 'epub', 'tei']);

/** What a proof says. @param {any} file */
function proof(file) {
  if (file.verdict === 'exact') return say('proved');
  if (file.verdict === 'whitespace') return say('provedSpace');
  return file.verdict ? `${say('unproved')}: ${file.verdict}` : say('notProved');
}

/**
 * Opens the list of formats.
 * @param {{ id: string, name: string, corrections: string, asked: any }} state @param {any} about @param {() => Promise<string>} fresh the id of the document, handed in again where the server forgot it
 */
export function open(state, about, fresh) {
  const dialog = /** @type {HTMLDialogElement} */ (at('take'));
  const formats = [...about.writes.map((/** @type {any} */ f) => [f.name, `${f.name} — ${either(f.about)}`]), ['package', say('package')]];
  const boxes = formats.map(([name, text]) => {
    const box = el('input', { type: 'checkbox', id: `take-${name}`, value: name, checked: USUAL.has(name) });
    return { box, row: el('li', {}, el('label', {}, box, ` ${text}`)) };
  });
  const list = el('div', { id: 'made', 'aria-live': 'polite' });
  const stem = state.name.replace(/\.[^.]*$/, '') || 'document';
  const make = async () => {
    const wanted = boxes.filter(b => b.box.checked).map(b => b.box.value);
    if (!wanted.length) return;
    list.replaceChildren(say('making'));
    try {
      const made = await post(`api/documents/${await fresh()}/make`, { ...state.asked, formats: wanted });
      const at = (/** @type {string} */ name) => `api/made/${made.key}/${encodeURIComponent(name)}`;
      const get = (/** @type {string} */ name, /** @type {string} */ as) => el('button', { type: 'button', class: 'get', 'data-name': as, onclick: async () => keep(as, await blob(at(name))) }, `${say('download')} ${as}`);
      list.replaceChildren(
        el('ul', {}, ...made.files.map((/** @type {any} */ f) => el('li', {}, get(f.name, f.name), ` ${f.bytes} B `,
          el('p', { class: 'seal' }, el('b', {}, `${f.holds === false ? '✗' : f.holds ? '✓' : '–'} ${proof(f)}`), ` SHA-256 ${f.sha256}`)))),
        get('all.zip', `${stem}.zip`),
        ...(made.findings.length ? [el('ul', {}, ...made.findings.slice(0, 50).map((/** @type {any} */ f) => el('li', {}, el('span', { class: `badge ${f.severity}` }, f.code), either(f))))] : []),
      );
    } catch (e) {
      list.replaceChildren(el('p', { class: 'error' }, e instanceof Error ? e.message : String(e)));
    }
  };
  at('take-body').replaceChildren(
    el('ul', {}, ...boxes.map(b => b.row)),
    el('button', { type: 'button', class: 'main', id: 'make', onclick: make }, say('make')),
    list,
    el('h3', {}, say('toml')),
    el('button', { type: 'button', id: 'corrections-get', disabled: !state.corrections, onclick: () => keep(`${stem}.corrections.toml`, new Blob([state.corrections], { type: 'text/plain' })) }, `${say('download')} ${stem}.corrections.toml`),
  );
  dialog.showModal();
}
