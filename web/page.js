// The page: the composed pages as SVG, drawn when they come into view; or the book, or the TEI.

import { el, at, choice } from './dom.js';
import { get, post, text } from './api.js';
import { say } from './words.js';

/** @type {IntersectionObserver | null} */
let watch = null;
/** @type {Map<string, number>} */
let places = new Map();
let drawn = 0;

/** The page of an identifier, from 0. @param {string} id */
export const pageOf = id => places.get(id);

/**
 * Shows a view of a document.
 * @param {'page' | 'book' | 'tei'} view @param {string} id @param {any} asked
 * @returns {Promise<any>} what there is to say of the pages
 */
export async function show(view, id, asked) {
  const turn = ++drawn;
  watch?.disconnect();
  places = new Map();
  at('page-count').textContent = '';
  const box = at('pages');
  if (view === 'book') {
    const book = await post(`api/documents/${id}/book`, asked);
    if (turn !== drawn) return null;
    const frame = el('iframe', { title: 'EPUB', sandbox: 'allow-same-origin' });
    const to = (/** @type {string} */ chapter) => { frame.src = `view/${book.key}/${chapter.split('/').map(encodeURIComponent).join('/')}`; };
    const text = /** @type {[string, string][]} */ (book.chapters.map((/** @type {string} */ c) => [c, c.replace(/^OEBPS\//, '')]));
    const first = book.chapters.find((/** @type {string} */ c) => /c0001\.xhtml$/.test(c)) ?? book.chapters[0] ?? '';
    box.replaceChildren(choice(text, first, { 'aria-label': say('chapter'), onchange: (/** @type {Event} */ e) => to(/** @type {HTMLSelectElement} */ (e.target).value) }), frame);
    to(first);
    return null;
  }
  if (view === 'tei') {
    const made = await post(`api/documents/${id}/make`, { ...asked, formats: ['tei'] });
    const file = await text(`api/made/${made.key}/${encodeURIComponent(made.files[0].name)}`);
    if (turn === drawn) box.replaceChildren(el('pre', { lang: 'und' }, file));
    return null;
  }
  const pages = await post(`api/documents/${id}/pages`, asked);
  if (turn !== drawn) return null;
  places = new Map(pages.places);
  at('page-count').textContent = `${pages.count} ${say('pagesN')} · ${pages.profile}`;
  const sheets = Array.from({ length: pages.count }, (_, n) => {
    const sheet = el('div', { class: 'sheet', 'data-page': n + 1, role: 'img', 'aria-label': `${say('pageN')} ${n + 1}` });
    sheet.style.aspectRatio = `${pages.width} / ${pages.height}`;
    return sheet;
  });
  const above = box.scrollTop;
  box.replaceChildren(...sheets);
  box.scrollTop = above;
  watch = new IntersectionObserver(seen => {
    for (const s of seen) {
      const sheet = /** @type {HTMLElement} */ (s.target);
      if (!s.isIntersecting) sheet.replaceChildren();
      else if (!sheet.firstChild) draw(sheet, pages.key, turn);
    }
  }, { root: box, rootMargin: '100% 0px' });
  for (const s of sheets) watch.observe(s);
  return pages.findings;
}

/** @param {HTMLElement} sheet @param {string} key @param {number} turn */
async function draw(sheet, key, turn) {
  const n = sheet.dataset.page;
  try {
    const svg = new DOMParser().parseFromString(await text(`api/pages/${key}/${n}.svg`), 'image/svg+xml').documentElement;
    if (turn === drawn && svg.nodeName === 'svg') sheet.replaceChildren(document.importNode(svg, true));
  } catch { /* a page that is gone is drawn when it comes into view again */ }
}

/** The first pages, for whoever waits for them. */
export const about = () => get('api/about');
