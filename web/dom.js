// Elements, always with text and never with markup: what a document says stays text.

/**
 * An element with attributes and children. Handlers are functions under `on…`.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, unknown>} [attributes] @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') e.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value === true) e.setAttribute(name, '');
    else if (value !== false && value != null) e.setAttribute(name, String(value));
  }
  e.append(...children.filter(c => c != null));
  return e;
}

/** The element of an id. @param {string} id @returns {HTMLElement} */
export function at(id) {
  const e = document.getElementById(id);
  if (!e) throw new Error(id);
  return e;
}

/** A labelled field. @param {string} label @param {HTMLElement} field */
export const field = (label, field) => el('label', { class: 'field' }, el('span', {}, label), field);

/** A list to choose from. @param {[string, string][]} options @param {string} value @param {Record<string, unknown>} [attributes] */
export function choice(options, value, attributes = {}) {
  const e = el('select', attributes, ...options.map(([v, text]) => el('option', { value: v }, text)));
  e.value = value;
  return e;
}

/** Says what happens. @param {string} text @param {boolean} [bad] */
export function tell(text, bad = false) {
  const e = at('status');
  e.textContent = text;
  e.classList.toggle('bad', bad);
}

/** A file for the person to keep. @param {string} name @param {Blob} blob */
export function keep(name, blob) {
  const url = URL.createObjectURL(blob);
  const a = el('a', { href: url, download: name });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
