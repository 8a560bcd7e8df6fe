// The server's questions and answers (docs/api.md).

import { say, either } from './words.js';

/** What the server refuses, in words. */
export class Refused extends Error {
  /** @param {string} text @param {number} status */
  constructor(text, status) {
    super(text);
    this.status = status;
  }
}

/** @param {string} path @param {RequestInit} [how] @returns {Promise<Response>} */
async function ask(path, how) {
  let answer;
  try {
    answer = await fetch(path, how);
  } catch {
    throw new Refused(say('gone'), 0);
  }
  if (answer.ok) return answer;
  if (answer.status === 403) throw new Refused(say('lost'), 403);
  let text = String(answer.status);
  try {
    text = `${(await answer.clone().json()).error.code} ${either((await answer.json()).error)}`;
  } catch { /* no words came along */ }
  throw new Refused(text, answer.status);
}

/** @param {string} path @returns {Promise<any>} */
export const get = async path => (await ask(path)).json();
/** @param {string} path @returns {Promise<string>} */
export const text = async path => (await ask(path)).text();
/** @param {string} path @returns {Promise<Blob>} */
export const blob = async path => (await ask(path)).blob();
/** @param {string} path @param {unknown} body @returns {Promise<any>} */
export const post = async (path, body) => (await ask(path, { method: 'POST', body: JSON.stringify(body) })).json();
/** Hands a document in. @param {string} name @param {Blob} bytes @returns {Promise<{ id: string, name: string }>} */
export const handIn = async (name, bytes) => (await ask(`api/documents?name=${encodeURIComponent(name)}`, { method: 'POST', body: bytes })).json();
