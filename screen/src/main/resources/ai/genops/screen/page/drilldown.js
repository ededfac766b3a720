// What a click in a panel does: sets tokens, opens an address, or searches for what was clicked.

import { fillAddress, fillPlain } from './tokens.js';
import { address, go, setParams } from './route.js';
import { term } from './searches.js';
import { tokens } from './spl.js';

const TRANSFORMS = new Set(['stats', 'chart', 'timechart', 'top', 'rare', 'table', 'fields', 'rename', 'eventstats',
  'streamstats', 'eval', 'sort', 'head', 'bin', 'dedup', 'fillnull', 'transpose', 'untable', 'xyseries', 'addtotals']);
const NO_VALUE = new Set(['NULL', 'OTHER', '(none)']);

export function isClickable({ options, drilldown }) {
  return options.drilldown !== 'none' || Object.keys(drilldown.sets).length > 0 || drilldown.link !== '';
}

// `click` is {name, value, row}: a field, its value, and the values of the row by field.
export function drill({ panel, query, range, known, click }) {
  const all = clicked(known, click);
  const sets = Object.entries(panel.drilldown.sets);
  if (sets.length > 0) {
    setParams(Object.fromEntries(sets.map(([token, value]) =>
      [token.replace(/^(form\.)?/, 'form.'), fillPlain(value, all)])));
  } else if (panel.drilldown.link) {
    open(fillAddress(panel.drilldown.link, all));
  } else {
    go(address('/search', { q: eventsOf(query, click), earliest: range.earliest, latest: range.latest }));
    scrollTo(0, 0);
  }
}

function clicked(known, { name, value, row }) {
  const all = new Map(known);
  const set = (token, text) => all.set(token, [{ text: String(text ?? ''), data: true }]);
  set('click.name', name);
  set('click.value', value);
  set('click.name2', name);
  set('click.value2', value);
  Object.entries(row ?? {}).forEach(([field, one]) => set('row.' + field, one));
  return all;
}

// Splunk's addresses of its own pages are ours of the same; any other opens beside this page.
function open(link) {
  const search = /^(?:\/app\/[^/]+\/)?\/?search(\?.*)?$/.exec(link);
  const dashboard = /^\/app\/[^/]+\/([\w-]+)(\?.*)?$/.exec(link);
  if (search) {
    go('/search' + (search[1] ?? ''));
  } else if (dashboard) {
    go(`/dashboards/${dashboard[1]}${dashboard[2] ?? ''}`);
  } else if (/^\/(?!\/)/.test(link)) {
    go(link);
  } else if (/^https?:\/\//.test(link)) {
    window.open(link, '_blank', 'noopener,noreferrer');
  }
}

// The events behind a figure: what is searched before anything is computed, and the value that was clicked.
export function eventsOf(query, { name, value }) {
  const base = baseOf(query);
  const field = sourceOf(query, name);
  return field == null || value == null || value === '' || NO_VALUE.has(value) || base === query
    ? base
    : base + ' ' + term(field, value);
}

function baseOf(query) {
  let depth = 0;
  let pipe = 0;
  for (const { text, kind, at } of tokens(query)) {
    if (kind === 'pipe') {
      depth += text === '[' ? 1 : text === ']' ? -1 : 0;
      pipe = text === '|' && depth === 0 ? at : pipe;
    } else if (kind === 'command' && depth === 0 && TRANSFORMS.has(text.toLowerCase()) && pipe > 0) {
      return query.slice(0, pipe).trim();
    }
  }
  return query;
}

// The field that events have, of a column's name: that of a `by`, or what it was before it was renamed. Null if none.
function sourceOf(query, name) {
  const words = [...query.matchAll(/"(?:\\.|[^"\\])*"|'[^']*'|[\w.:{}-]+|[|,()=]/g)]
    .map((match) => match[0].replace(/^["']|["']$/g, ''));
  const as = words.findIndex((word, i) => /^as$/i.test(word) && words[i + 1] === name && words[i - 2] !== ')');
  const source = as > 0 && words[as - 1] !== ')' ? words[as - 1] : name;
  let by = false;
  for (const word of words) {
    by = /^(by|over)$/i.test(word) || (by && word !== '|');
    if (by && word === source) {
      return source;
    }
  }
  return null;
}

// The field whose values name the series of a chart; null if each is a function of its own.
export function seriesField(query) {
  const last = query.split('|').findLast((command) => /^\s*(timechart|chart)\b/.test(command)) ?? '';
  return /\bby\s+"?'?([\w.:-]+)"?'?\s*$/i.exec(last.trim())?.[1] ?? null;
}
