// The tree: levels, labels, headings, certainty; and the list of findings.

import { el, at } from './dom.js';
import { say, either, called } from './words.js';

/** Characters shown of a provision without heading. */
const WORDS = 24;
/** Findings shown before more are asked for. */
const FIRST = 200;

/**
 * Draws the tree.
 * @param {any} reading @param {(node: any) => void} go @param {(node: any) => void} hover
 * @returns {{ starts: [number, string][], articles: number }} where provisions begin, in order
 */
export function draw(reading, go, hover) {
  /** @type {[number, string][]} */
  const starts = [];
  let articles = 0;
  let doubtful = 0;
  const bytes = new TextEncoder().encode(reading.source);
  const decode = new TextDecoder();
  /** The first words of a provision, without its label. @param {any} node */
  const words = node => {
    const text = decode.decode(bytes.subarray(node.start, Math.min(node.end, node.start + 400)));
    return [...(text.startsWith(node.label ?? '') ? text.slice((node.label ?? '').length) : text).trim().replaceAll('\n', ' ')].slice(0, WORDS).join('');
  };
  /** @param {any[]} nodes @returns {HTMLElement} */
  const list = nodes => el('ol', {}, ...nodes.map(node => {
    starts.push([node.start, node.id]);
    if (node.level === 'article') articles += 1;
    if (node.confidence != null) doubtful += 1;
    const doubt = node.confidence == null ? null : el('span', { class: 'doubt' }, ` ?${node.confidence} %`);
    const button = el('button', { type: 'button', class: 'node', 'data-id': node.id, 'data-level': node.level, onclick: () => go(node), onpointerenter: () => hover(node) },
      el('span', { class: 'level' }, called(node.level)), ` ${node.label ?? ''} `, node.heading ?? el('span', { class: 'words' }, words(node)), doubt);
    return el('li', {}, button, node.children.length ? list(node.children) : null);
  }));
  at('tree').replaceChildren(list(reading.tree.provisions));
  at('counts').textContent = `${articles} ${say('articles')} · ${starts.length} ${say('provisions')}${doubtful ? ` · ${doubtful} ${say('doubtful')}` : ''}`;
  return { starts, articles };
}

/** Draws the findings. @param {any[]} all @param {(start: number) => void} go */
export function findings(all, go) {
  at('findings-count').textContent = String(all.length);
  const list = at('findings');
  const more = /** @type {HTMLButtonElement} */ (at('findings-more'));
  list.replaceChildren();
  const show = () => {
    const from = list.children.length;
    list.append(...all.slice(from, from + FIRST).map(f => el('li', {}, el('button', { type: 'button', onclick: () => go(f.start) },
      el('span', { class: `badge ${f.severity}` }, f.code), `${f.line}:${f.column} ${either(f)}`))));
    more.hidden = list.children.length >= all.length;
  };
  more.onclick = show;
  show();
}
