// The one place that runs searches. Others ask for rows and know nothing of how they are had.

import { text } from './api.js';

const AT_ONCE = 3;
let running = 0;
const waiting = [];

// A browser has few connections to one server, and a server few cores: searches queue here, in the order they came.
async function turn(signal) {
  while (running >= AT_ONCE) {
    await new Promise((resolve) => waiting.push(resolve));
    if (signal?.aborted) {
      waiting.shift()?.(); // its turn is the next one's
      signal.throwIfAborted();
    }
  }
  running++;
}

function done() {
  running--;
  waiting.shift()?.();
}

// What the server is asked.
export function request(query, range, maxRows) {
  return { query, max_rows: maxRows, ...(range?.earliest && { earliest: String(range.earliest) }), ...(range?.latest && { latest: String(range.latest) }) };
}

// What `work` gives, when its turn has come.
export async function turned(signal, work) {
  await turn(signal);
  try {
    return await work();
  } finally {
    done();
  }
}

// `range` is {earliest, latest} as SPL has times; absent ones are open. Gives {fields, rows, messages, truncated, took_ms}
// and the answer's `text`, whose numbers have all their digits.
export function search(query, range, { signal, maxRows = 1000 } = {}) {
  return turned(signal, async () => {
    const received = await text('/api/search', { body: request(query, range, maxRows), signal });
    return { ...JSON.parse(received), text: received };
  });
}

// Rows as objects by field.
export async function rows(query, range, options) {
  const result = await search(query, range, options);
  return objects(result);
}

export function objects({ fields, rows: found }) {
  const names = fields.map((field) => field.name);
  return found.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
}

// A value in a search: in quotes, with what would end them escaped.
export function quoted(value) {
  return '"' + String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"') + '"';
}

// `field="value"`; an empty value has no term that finds it.
export function term(field, value) {
  const name = /^[A-Za-z_][\w.:-]*$/.test(field) ? field : quoted(field);
  return name + '=' + quoted(value);
}
