// The documents of a folder, read a few at a time, the doubtful ones first.

import { el, at } from './dom.js';
import { post } from './api.js';
import { say } from './words.js';

/** Documents asked for at a time. */
const AT_ONCE = 3;
/** Column, word, whether it is a number. @type {[string, string, boolean][]} */
const COLUMNS = [['path', 'fileName', false], ['title', 'titleField', false], ['kind', 'kindHead', false], ['language', 'languageHead', false],
  ['articles', 'articlesHead', true], ['findings', 'findingsHead', true], ['doubtful', 'doubtHead', true], ['confidence', 'confidenceHead', true], ['state', 'stateHead', false]];

/** @type {any[]} */
let rows = [];
/** @type {[string, number]} */
let order = ['doubtful', -1];
/** @type {(path: string) => void} */
let choose = () => {};
let waiting = false;

/** Shows the files of the folder. @param {string[]} files @param {(path: string) => void} go */
export function start(files, go) {
  choose = go;
  rows = files.map(path => ({ path, state: say('waiting') }));
  const filter = /** @type {HTMLInputElement} */ (at('corpus-filter'));
  filter.oninput = draw;
  draw();
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < rows.length) {
      const row = rows[next++];
      try {
        Object.assign(row, await post('api/summary', { path: row.path }), { state: '✓' });
      } catch (e) {
        row.state = e instanceof Error ? e.message : String(e);
        row.failed = true;
      }
      done += 1;
      /** @type {HTMLProgressElement} */ (at('corpus-progress')).value = done / rows.length;
      at('corpus-count').textContent = `${done} ${say('of')} ${rows.length}`;
      later();
    }
  };
  for (let k = 0; k < AT_ONCE; k++) work();
}

/** Draws soon, however many rows come in. */
function later() {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    draw();
  }, 200);
}

/** Draws the table. */
export function draw() {
  const [by, way] = order;
  const wanted = /** @type {HTMLInputElement} */ (at('corpus-filter')).value.trim().toLowerCase();
  at('corpus-heads').replaceChildren(...COLUMNS.map(([key, word]) => el('th', { scope: 'col', 'aria-sort': key === by ? (way > 0 ? 'ascending' : 'descending') : 'none' },
    el('button', { type: 'button', onclick: () => { order = [key, key === by ? -way : key === 'path' || key === 'title' ? 1 : -1]; draw(); } }, say(word)))));
  const shown = rows.filter(r => !wanted || COLUMNS.some(([key]) => String(r[key] ?? '').toLowerCase().includes(wanted)));
  const rank = (/** @type {any} */ r) => (r.failed ? 1e6 : typeof r[by] === 'number' ? r[by] : by === 'doubtful' ? -1 : null);
  shown.sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    const d = x !== null && y !== null ? x - y : String(a[by] ?? '').localeCompare(String(b[by] ?? ''));
    return d * way || a.path.localeCompare(b.path);
  });
  at('corpus-rows').replaceChildren(...shown.slice(0, 2000).map(r => el('tr', {}, ...COLUMNS.map(([key, , number]) => key === 'path'
    ? el('th', { scope: 'row' }, el('button', { type: 'button', onclick: () => choose(r.path) }, r.path))
    : el('td', { class: number ? 'number' : r.failed && key === 'state' ? 'error' : '' }, String(r[key] ?? ''))))));
}
