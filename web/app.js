// The workbench: one document at a time, its three views, and what a person says of it.

import { at, tell, keep } from './dom.js';
import { Refused, get, post, handIn } from './api.js';
import { lang, learn, say, speak } from './words.js';
import * as source from './source.js';
import * as tree from './tree.js';
import * as page from './page.js';
import * as correct from './correct.js';
import * as forms from './forms.js';
import * as take from './take.js';
import * as corpus from './corpus.js';

/** Documents up to this size are kept in the browser until the next one. */
const KEPT = 3 << 20;

/** @typedef {{ corrections: string, metadata: string, profile: string }} Said */
/** The document, what is said of it, and how that came about. */
const state = {
  id: '', name: '', path: '', bytes: /** @type {Blob | null} */ (null),
  said: /** @type {Said} */ ({ corrections: '', metadata: '', profile: '' }),
  saved: '', undo: /** @type {Said[]} */ ([]), redo: /** @type {Said[]} */ ([]),
  reading: /** @type {any} */ (null), starts: /** @type {[number, string][]} */ ([]),
};
let about = /** @type {any} */ (null);

const button = (/** @type {string} */ id) => /** @type {HTMLButtonElement} */ (at(id));
const select = (/** @type {string} */ id) => /** @type {HTMLSelectElement} */ (at(id));

/** Runs something; what fails is told. @param {() => Promise<void>} work */
async function safely(work) {
  try {
    await work();
  } catch (e) {
    tell(e instanceof Error ? e.message : String(e), true);
  }
}

// ---------------------------------------------------------------- a document comes

/** @param {string} name @param {Blob} bytes @param {Partial<Said>} [said] @param {string} [path] */
async function take_in(name, bytes, said = {}, path = '') {
  if (bytes.size > 64 << 20) {
    tell(say('tooBig'), true);
    return;
  }
  const { id } = await handIn(name, bytes);
  begin(id, name, path, bytes, said);
  await look();
}

/** @param {string} path */
async function from_folder(path) {
  const found = await post('api/open', { path });
  begin(found.id, found.name, path, null, found);
  await look();
}

/** @param {string} id @param {string} name @param {string} path @param {Blob | null} bytes @param {Partial<Said>} said */
function begin(id, name, path, bytes, said) {
  Object.assign(state, { id, name, path, bytes, undo: [], redo: [] });
  state.said = { corrections: said.corrections ?? '', metadata: said.metadata ?? '', profile: said.profile ?? '' };
  state.saved = JSON.stringify([state.said.corrections, state.said.metadata]);
  // What was said of it and not saved is still known.
  const draft = recall(`draft:${path || name}:${id}`);
  if (draft) state.said = draft;
  at('name').textContent = path || name;
  at('start').hidden = at('corpus').hidden = true;
  at('panes').hidden = at('tabs').hidden = false;
}

/** Asks again with the document handed in anew where the server has forgotten it. @param {string} what @param {any} [more] */
async function of_document(what, more = {}) {
  const asked = { ...state.said, ...more };
  try {
    return await post(`api/documents/${state.id}/${what}`, asked);
  } catch (e) {
    if (!(e instanceof Refused) || e.status !== 404) throw e;
    await again();
    return post(`api/documents/${state.id}/${what}`, asked);
  }
}

async function again() {
  if (state.path) state.id = (await post('api/open', { path: state.path })).id;
  else if (state.bytes) state.id = (await handIn(state.name, state.bytes)).id;
}

// ---------------------------------------------------------------- looking

/** Reads the document with what is said of it, and shows it. */
async function look() {
  tell(say('working'));
  const began = performance.now();
  const reading = await of_document('read');
  state.reading = reading;
  draw();
  remember();
  tell(`${say('read')}: ${reading.title} · ${reading.kind} · ${reading.language} (${Math.round(performance.now() - began)} ms)`);
  document.body.dataset.read = String(Number(document.body.dataset.read ?? 0) + 1);
  await pages();
}

function draw() {
  const { reading } = state;
  if (!reading) return;
  source.draw(reading, /** @type {HTMLInputElement} */ (at('invisible')).checked, line => correct.open(line, about, pin), hover);
  state.starts = tree.draw(reading, node => go(node.start, node.id), node => light(node.id, node.start)).starts;
  tree.findings(reading.findings, start => go(start, at_start(start)));
  for (const id of ['save', 'forms-show', 'take-show']) button(id).disabled = false;
  button('undo').disabled = !state.undo.length;
  button('redo').disabled = !state.redo.length;
  const own = state.said.profile && !about.profiles.some((/** @type {any} */ p) => p.name === state.said.profile);
  select('profile').replaceChildren(new Option(say('profileOwn'), ''), ...about.profiles.map((/** @type {any} */ p) => new Option(p.name, p.name)), ...(own ? [new Option(say('profileFile'), 'own')] : []));
  select('profile').value = own ? 'own' : state.said.profile;
}

async function pages() {
  await again_if_gone(() => page.show(/** @type {'page'} */ (select('view').value), state.id, { ...state.said }));
  document.body.dataset.pages = document.body.dataset.read;
}

/** @param {() => Promise<unknown>} work */
async function again_if_gone(work) {
  try {
    await work();
  } catch (e) {
    if (!(e instanceof Refused) || e.status !== 404) throw e;
    await again();
    await work();
  }
}

// ---------------------------------------------------------------- one place in three views

/** The provision of a place. @param {number} start */
function at_start(start) {
  let low = 0;
  let high = state.starts.length - 1;
  let id = '';
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (state.starts[middle][0] <= start) {
      id = state.starts[middle][1];
      low = middle + 1;
    } else high = middle - 1;
  }
  return id;
}

/** Lights a provision up everywhere. @param {string} id @param {number} start */
function light(id, start) {
  for (const e of document.querySelectorAll('.here')) e.classList.remove('here');
  source.rowAt(start)?.classList.add('here');
  document.querySelector(`#tree [data-id="${CSS.escape(id)}"]`)?.classList.add('here');
  // A line says the innermost provision that it stands in.
  const name = CSS.escape(id);
  for (const e of document.querySelectorAll(`.sheet g[data-id="${name}"], .sheet g[data-id^="${name}."]`)) e.classList.add('here');
}

/** @param {number} start */
const hover = start => light(at_start(start), start);

/** Brings a provision into all views. @param {number} start @param {string} id @param {string} [but] the view that is there already */
function go(start, id, but = '') {
  const centre = (/** @type {Element | null | undefined} */ e) => e?.scrollIntoView({ block: 'center' });
  if (but !== 'source') centre(source.rowAt(start));
  if (but !== 'tree-scroll') centre(document.querySelector(`#tree [data-id="${CSS.escape(id)}"]`));
  const n = page.pageOf(id);
  if (but !== 'pages' && n !== undefined) at('pages').querySelector(`.sheet[data-page="${n + 1}"]`)?.scrollIntoView({ block: 'nearest' });
  light(id, start);
}

/** The pane that a person scrolls leads the others. */
function linked() {
  let leader = '';
  let asked = 0;
  for (const id of ['source', 'tree-scroll', 'pages']) {
    const lead = () => { leader = id; };
    for (const event of ['pointerenter', 'pointerdown', 'wheel', 'focusin', 'keydown']) at(id).addEventListener(event, lead, { passive: true });
    at(id).addEventListener('scroll', () => {
      if (leader !== id) return;
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => follow(id));
    }, { passive: true });
  }
}

/** @param {string} id */
function follow(id) {
  const box = at(id).getBoundingClientRect();
  const found = document.elementsFromPoint(box.left + box.width / 2, box.top + Math.min(40, box.height / 3));
  if (id === 'source') {
    const row = /** @type {HTMLElement | undefined} */ (found.map(e => e.closest('.row')).find(Boolean));
    if (row?.dataset.start) go(Number(row.dataset.start), at_start(Number(row.dataset.start)), id);
    return;
  }
  let name = /** @type {HTMLElement | undefined} */ (found.map(e => e.closest('[data-id]')).find(Boolean))?.dataset.id;
  if (!name && id === 'pages') {
    const sheet = /** @type {HTMLElement | undefined} */ (found.map(e => e.closest('.sheet')).find(Boolean));
    name = state.starts.find(([, s]) => page.pageOf(s) === Number(sheet?.dataset.page) - 1)?.[1];
  }
  const start = state.starts.find(([, s]) => s === name)?.[0];
  if (name && start !== undefined) go(start, name, id);
}

// ---------------------------------------------------------------- what a person says

/** @param {Partial<Said>} said */
async function change(said) {
  state.undo.push({ ...state.said });
  state.redo = [];
  Object.assign(state.said, said);
  try {
    await look();
  } catch (e) {
    // What cannot be understood is not kept.
    state.said = /** @type {Said} */ (state.undo.pop());
    throw e;
  }
}

/** @param {string} pin */
function pin(pin) {
  queue = queue.then(() => safely(async () => {
    const { corrections } = await of_document('pin', { pin });
    await change({ corrections });
  }));
}
let queue = Promise.resolve();

/** @param {Said[]} from @param {Said[]} to */
async function back(from, to) {
  const said = from.pop();
  if (!said) return;
  to.push({ ...state.said });
  state.said = said;
  await look();
}

async function save() {
  const { corrections, metadata } = state.said;
  if (state.path) {
    const { saved } = await of_document('save');
    tell(saved.length ? `${say('saved')}: ${saved.join(', ')}` : say('nothing'));
  } else {
    const stem = state.name.replace(/\.[^.]*$/, '') || 'document';
    if (corrections) keep(`${stem}.corrections.toml`, new Blob([corrections], { type: 'text/plain' }));
    if (metadata) keep(`${stem}.toml`, new Blob([metadata], { type: 'text/plain' }));
    tell(corrections || metadata ? say('downloaded') : say('nothing'));
  }
  state.saved = JSON.stringify([corrections, metadata]);
  remember();
}

// ---------------------------------------------------------------- what the browser keeps

/** @param {string} name @returns {any} */
function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

function remember() {
  const { said, id, name, path, bytes } = state;
  const draft = `draft:${path || name}:${id}`;
  try {
    if (JSON.stringify([said.corrections, said.metadata]) === state.saved && !said.profile && path) localStorage.removeItem(draft);
    else localStorage.setItem(draft, JSON.stringify(said));
    if (path) localStorage.setItem('last', JSON.stringify({ path }));
    else if (bytes && bytes.size <= KEPT) {
      const reader = new FileReader();
      reader.onload = () => {
        try {
          localStorage.setItem('last', JSON.stringify({ name, data: reader.result }));
        } catch { /* the browser keeps no more */ }
      };
      reader.readAsDataURL(bytes);
    }
  } catch { /* the browser keeps nothing */ }
}

async function restore() {
  const last = recall('last');
  if (last?.path) await from_folder(last.path);
  else if (last?.data) {
    const coded = String(last.data).split(',')[1] ?? '';
    const bytes = Uint8Array.from(atob(coded), c => c.charCodeAt(0));
    await take_in(String(last.name), new Blob([bytes]));
  } else return;
  tell(`${say('restored')}: ${state.path || state.name}`);
}

// ---------------------------------------------------------------- the page itself

function doors() {
  const file = /** @type {HTMLInputElement} */ (at('file'));
  button('choose').onclick = () => file.click();
  file.onchange = () => {
    const chosen = file.files?.[0];
    if (chosen) safely(() => take_in(chosen.name, chosen));
    file.value = '';
  };
  at('paste').addEventListener('submit', event => {
    event.preventDefault();
    const text = /** @type {HTMLTextAreaElement} */ (at('pasted')).value;
    if (text.trim()) safely(() => take_in('pasted.txt', new Blob([text])));
  });
  document.addEventListener('dragover', event => event.preventDefault());
  document.addEventListener('drop', event => {
    event.preventDefault();
    const dropped = event.dataTransfer?.files[0];
    const text = event.dataTransfer?.getData('text/plain');
    if (dropped) safely(() => take_in(dropped.name, dropped));
    else if (text) safely(() => take_in('pasted.txt', new Blob([text])));
  });
  document.addEventListener('paste', event => {
    if (event.target instanceof HTMLElement && event.target.closest('textarea, input')) return;
    const found = event.clipboardData?.files[0];
    const text = event.clipboardData?.getData('text/plain');
    if (found) safely(() => take_in(found.name, found));
    else if (text) safely(() => take_in('pasted.txt', new Blob([text])));
  });
}

function tools() {
  button('undo').onclick = () => safely(() => back(state.undo, state.redo));
  button('redo').onclick = () => safely(() => back(state.redo, state.undo));
  button('save').onclick = () => safely(save);
  button('forms-show').onclick = () => forms.open({ name: state.name, ...state.said }, about, (metadata, profile) => safely(() => change({ metadata, profile })), pin);
  button('take-show').onclick = () => take.open({ id: state.id, name: state.name, corrections: state.said.corrections, asked: { ...state.said } }, about, async () => {
    await of_document('pages');
    return state.id;
  });
  at('invisible').onchange = draw;
  select('view').onchange = () => safely(pages);
  select('profile').onchange = () => {
    if (select('profile').value !== 'own') safely(() => change({ profile: select('profile').value }));
  };
  select('lang').onchange = () => {
    const to = select('lang').value === 'zh' ? 'zh' : 'en';
    localStorage.setItem('lang', to);
    speak(to);
    draw();
    corpus.draw();
  };
  for (const tab of document.querySelectorAll('.tabs button')) {
    tab.addEventListener('click', () => {
      for (const t of document.querySelectorAll('.tabs button')) t.setAttribute('aria-pressed', String(t === tab));
      for (const p of document.querySelectorAll('.pane')) p.classList.toggle('shown', p.id === /** @type {HTMLElement} */ (tab).dataset.pane);
    });
  }
  for (const close of document.querySelectorAll('dialog .close')) close.addEventListener('click', () => close.closest('dialog')?.close());
  document.addEventListener('keydown', event => {
    if (!(event.ctrlKey || event.metaKey) || (event.target instanceof HTMLElement && event.target.closest('textarea, input'))) return;
    const key = event.key.toLowerCase();
    const run = key === 'z' && !event.shiftKey ? 'undo' : key === 'y' || key === 'z' ? 'redo' : key === 's' ? 'save' : key === 'o' ? 'choose' : '';
    if (!run) return;
    event.preventDefault();
    button(run).click();
  });
}

async function begin_page() {
  const wanted = localStorage.getItem('lang') ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
  speak(wanted === 'zh' ? 'zh' : 'en');
  select('lang').value = lang();
  about = await get('api/about');
  learn([...about.levels, ...about.roles]);
  /** @type {HTMLInputElement} */ (at('file')).accept = about.reads.map((/** @type {string} */ e) => `.${e}`).join(',');
  doors();
  tools();
  linked();
  source.keys();
  const { files } = await get('api/files');
  if (files.length) {
    const show = button('corpus-show');
    show.hidden = false;
    const list = () => {
      at('corpus').hidden = false;
      at('start').hidden = at('panes').hidden = at('tabs').hidden = true;
    };
    show.onclick = list;
    if (files.length === 1) await from_folder(files[0]);
    else {
      corpus.start(files, path => safely(() => from_folder(path)));
      list();
    }
  } else await restore();
  document.body.dataset.ready = 'yes';
}

safely(begin_page);
