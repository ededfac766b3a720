// What the search box knows to offer: SPL's words, the configuration's macros and saved searches, and the fields that events of an index have, with their commonest
// values, from the newest events of the time searched.

import { AGGREGATES, COMMANDS, FUNCTIONS } from './vocabulary.js';
import { json } from './api.js';
import { search } from './searches.js';

const SAMPLE = 300;
const MOST_VALUES = 12;
const LONGEST_VALUE = 60;
const KEPT_MILLIS = 60_000;
const sampled = new Map();
let said = null;

export function commands() {
  return Object.entries(COMMANDS).map(([name, text]) => ({ name, text }));
}

// What the configuration adds to the language: {macros, saved_searches}.
export async function words() {
  if (!said || Date.now() - said.at > KEPT_MILLIS) {
    said = { at: Date.now(), words: await json('/api/commands') };
  }
  return said.words;
}

export function forgetWords() {
  said = null;
}

// As they are called: `name` and `name(`, with what they stand for.
export const macros = async () => (await words()).macros.map(({ name, text }) => ({ name: name.replace(/\(\d+\)$/, '('), text }));

export const reports = async () => (await words()).saved_searches;

export function functions() {
  return [...AGGREGATES.map((name) => ({ name: name + '(', text: 'aggregate' })), ...FUNCTIONS.map((name) => ({ name: name + '(', text: 'function' }))];
}

// [{name, count, values: [{value, count}]}], the most frequent first.
export async function fields(index = 'genops_ai') {
  const known = sampled.get(index);
  if (known && Date.now() - known.at < KEPT_MILLIS) {
    return known.fields;
  }
  const safe = /^[\w*-]+$/.test(index) ? index : 'genops_ai';
  const found = fieldsOf(await search(`index=${safe} | head ${SAMPLE}`, {}, { maxRows: SAMPLE }));
  sampled.set(index, { at: Date.now(), fields: found });
  return found;
}

// The fields that a result's rows have.
export function fieldsOf({ fields: columns, rows }) {
  return columns.map(({ name }, i) => {
    const values = new Map();
    let count = 0;
    for (const row of rows) {
      const value = row[i];
      if (value == null) {
        continue;
      }
      count++;
      for (const one of Array.isArray(value) ? value : [value]) {
        if (String(one).length <= LONGEST_VALUE) {
          values.set(one, (values.get(one) ?? 0) + 1);
        }
      }
    }
    const common = [...values].sort((a, b) => b[1] - a[1]);
    return { name, count, distinct: values.size, values: common.slice(0, MOST_VALUES).map(([value, times]) => ({ value, count: times })) };
  }).filter((field) => field.count > 0).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}
