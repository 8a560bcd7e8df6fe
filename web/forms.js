// Metadata and page profile as forms, kept as the TOML files that the command line reads.

import { el, at, field, choice, keep } from './dom.js';
import { say } from './words.js';

/** A text as TOML writes it. @param {string} text */
const quoted = text => `"${text.replace(/[\\"]/g, c => `\\${c}`).replace(/[\u0000-\u001f\u007f]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
/** Keys of NAME.toml with their words. @type {[string, string][]} */
const KEYS = [['title', 'titleField'], ['number', 'number'], ['source', 'issuer'], ['place', 'place'], ['publisher', 'publisher'], ['licence', 'licence'], ['identifier', 'identifier']];
const DATES = ['adopted', 'promulgated', 'effective'];
const FACES = ['song', 'xiaobiaosong', 'hei', 'kai', 'fangsong'];

/** The value of a simple key in a TOML text. @param {string} toml @param {string} key */
function value(toml, key) {
  const m = toml.match(new RegExp(`^${key}\\s*=\\s*("(?:[^"\\\\\\n]|\\\\.)*")`, 'm'));
  try {
    return m ? String(JSON.parse(m[1])) : '';
  } catch {
    return '';
  }
}

/**
 * Opens the forms.
 * @param {{ name: string, metadata: string, profile: string, corrections: string }} state @param {any} about
 * @param {(metadata: string, profile: string) => void} use @param {(pin: string) => void} pin
 */
export function open(state, about, use, pin) {
  const dialog = /** @type {HTMLDialogElement} */ (at('forms'));
  const stem = state.name.replace(/\.[^.]*$/, '') || 'document';
  const toml = el('textarea', { rows: 8, id: 'metadata-toml', spellcheck: 'false' });
  toml.value = state.metadata;
  const fields = KEYS.map(([key, word]) => ({ key, input: el('input', { id: `meta-${key}` }), word }));
  const dates = DATES.map(key => ({ key, input: el('input', { id: `meta-${key}`, type: 'date' }), word: key }));
  for (const f of [...fields, ...dates]) f.input.value = value(state.metadata, f.key);
  const compose = () => {
    // What the form does not know stays as it is written.
    const known = new RegExp(`^(?:${[...KEYS.map(k => k[0]), ...DATES].join('|')})\\s*=.*$`);
    const lines = toml.value.split('\n').filter(l => !known.test(l) && l.trim() !== '[dates]');
    const tables = lines.findIndex(l => l.startsWith('['));
    const top = tables < 0 ? lines : lines.slice(0, tables);
    const rest = tables < 0 ? [] : lines.slice(tables);
    const own = fields.filter(f => f.input.value).map(f => `${f.key} = ${quoted(f.input.value)}`);
    const days = dates.filter(f => f.input.value).map(f => `${f.key} = ${quoted(f.input.value)}`);
    const all = [...own, ...top.filter(Boolean), ...(days.length ? ['', '[dates]', ...days] : []), ...rest];
    toml.value = all.length ? `${all.join('\n').trim()}\n` : '';
  };
  for (const f of [...fields, ...dates]) f.input.addEventListener('input', compose);

  const named = about.profiles.some((/** @type {any} */ p) => p.name === state.profile);
  const pages = el('textarea', { rows: 8, id: 'profile-toml', spellcheck: 'false' });
  pages.value = named ? '' : state.profile;
  const keepWord = say('keep');
  const base = choice(about.profiles.map((/** @type {any} */ p) => [p.name, p.name]), named ? state.profile : value(state.profile, 'base') || 'statement', { id: 'profile-base' });
  const paper = choice([['', keepWord], ...['A3', 'A4', 'A5', 'A6', 'B5', 'Letter'].map(s => /** @type {[string, string]} */ ([s, s]))], '', { id: 'profile-paper' });
  const margins = ['top', 'bottom', 'left', 'right'].map(side => ({ side, input: el('input', { id: `profile-${side}`, placeholder: '28mm', size: 6, 'aria-label': `${say('margins')} ${side}` }) }));
  const faces = /** @type {[string, string][]} */ ([['', keepWord], ...FACES.map(f => [f, f])]);
  const bodyRole = choice(faces, '', { id: 'profile-role' });
  const size = el('input', { id: 'profile-size', inputmode: 'decimal', size: 5 });
  const article = choice(faces, '', { id: 'profile-article' });
  const contents = choice([['', keepWord], ['true', say('contentsYes')], ['false', say('contentsNo')]], '', { id: 'profile-contents' });
  const head = choice([['', keepWord], ['false', say('contentsNo')]], '', { id: 'profile-head' });
  const composePages = () => {
    const out = [`base = ${quoted(base.value)}`];
    if (contents.value) out.push(`contents = ${contents.value}`);
    if (article.value) out.push(`article-number = ${quoted(article.value)}`);
    if (paper.value) out.push('', '[page]', `size = ${quoted(paper.value)}`);
    const sides = margins.filter(m => m.input.value);
    if (sides.length) out.push('', '[margins]', ...sides.map(m => `${m.side} = ${quoted(m.input.value)}`));
    if (bodyRole.value || size.value) out.push('', '[body]');
    if (bodyRole.value) out.push(`role = ${quoted(bodyRole.value)}`);
    if (/^\d+(\.\d+)?$/.test(size.value)) out.push(`size = ${size.value}`);
    if (head.value) out.push('', '[head]', 'shown = false');
    pages.value = out.length > 1 ? `${out.join('\n')}\n` : '';
  };
  for (const e of [base, paper, ...margins.map(m => m.input), bodyRole, size, article, contents, head]) e.addEventListener('input', composePages);

  const kind = choice([['', ''], ...about.kinds.map((/** @type {string} */ k) => [k, k])], value(state.corrections, 'kind'), { id: 'whole-kind' });
  const tag = el('input', { id: 'whole-language', placeholder: 'zh-Hans-CN', value: value(state.corrections, 'language') });
  const file = (/** @type {string} */ name, /** @type {HTMLTextAreaElement} */ from) => el('button', { type: 'button', onclick: () => keep(name, new Blob([from.value], { type: 'text/plain' })) }, `${say('download')} ${name}`);
  at('forms-body').replaceChildren(
    el('fieldset', {}, el('legend', {}, say('whole')), field(say('kind'), kind), field(say('docLanguage'), tag),
      el('button', { type: 'button', id: 'apply-whole', onclick: () => {
        dialog.close();
        if (kind.value && kind.value !== value(state.corrections, 'kind')) pin(`kind=${kind.value}`);
        if (tag.value && tag.value !== value(state.corrections, 'language')) pin(`language=${tag.value}`);
      } }, say('apply'))),
    el('fieldset', {}, el('legend', {}, say('metadata')), ...fields.map(f => field(say(f.word), f.input)), ...dates.map(f => field(say(f.word), f.input)),
      field(say('asToml'), toml), file(`${stem}.toml`, toml)),
    el('fieldset', {}, el('legend', {}, say('pagesForm')), field(say('base'), base), field(say('paper'), paper),
      ...margins.map(m => field(`${say('margins')} ${m.side}`, m.input)), field(say('bodyRole'), bodyRole), field(say('bodySize'), size),
      field(say('articleFace'), article), field(say('contents'), contents), field(say('headShown'), head),
      field(say('asToml'), pages), file('profile.toml', pages)),
    el('button', { type: 'button', class: 'main', id: 'forms-use', onclick: () => { dialog.close(); use(toml.value, pages.value.trim() ? pages.value : base.value === 'statement' && !named ? '' : base.value); } }, say('use')),
  );
  dialog.showModal();
}
