// Rows and columns: numbers line up at their decimal point, times are the viewer's.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { Spark } from './chart.js';
import { decimal, time, utc } from './format.js';
import { Pages } from './parts.js';

const PAGE = 100;
const LONGEST = 500;
// What `stats sparkline(...)` gives begins with it, as in Splunk.
const SPARKLINE = '##__SPARKLINE__##';

// `onPick(row, i)` makes rows answer to a click, and the value in their first column to the keyboard.
export function Table({ result, onPick }) {
  const [page, setPage] = useState(0);
  const pages = Math.ceil(result.rows.length / PAGE);
  const at = Math.min(page, pages - 1);
  const kinds = result.fields.map((field, i) => kindOf(field, result.rows, i));
  return h('div', null,
    h('div', { class: 'card scroll', tabIndex: 0, role: 'group', 'aria-label': 'Result' }, h('table', { class: 'list grid-table' },
      h('thead', null, h('tr', null, result.fields.map((field, i) => h('th', { key: i, scope: 'col', class: kinds[i].digits != null ? 'number' : '' }, h('bdi', null, field.name))))),
      h('tbody', null, result.rows.slice(at * PAGE, (at + 1) * PAGE).map((row, r) => h(Row, { key: r, row, kinds, onPick }))))),
    pages > 1 && h(Pages, { page: at, pages, onChange: setPage }));
}

function Row({ row, kinds, onPick }) {
  const pick = (i) => onPick && ((event) => { event.stopPropagation(); onPick(row, i); });
  return h('tr', { class: onPick ? 'picks' : undefined, onClick: pick(0) }, row.map((value, i) =>
    h(Cell, { key: i, value, kind: kinds[i], onPick: i === 0 ? pick(0) : null })));
}

// A column of numbers shows as many decimals as its longest needs, at most eight.
function kindOf(field, rows, i) {
  if (field.time) {
    return { time: true };
  }
  const values = rows.map((row) => row[i]).filter((value) => value != null);
  if (values.length === 0 || !values.every((value) => typeof value === 'number')) {
    return {};
  }
  const decimals = (value) => (Number.isInteger(value) ? 0 : (value.toFixed(8).replace(/0+$/, '').split('.')[1] ?? '').length);
  return { digits: Math.max(...values.slice(0, 2000).map(decimals)) };
}

function Cell({ value, kind, onPick }) {
  if (onPick && value != null) {
    return h('td', { class: kind.digits != null ? 'number' : '' },
      h('button', { type: 'button', class: 'link pick', onClick: onPick }, h(Shown, { value, kind })));
  }
  if (value == null) {
    return h('td', { class: 'muted' }, '');
  }
  if (kind.time && typeof value === 'number') {
    return h('td', { class: 'nowrap' }, h('time', { title: utc(value) }, time(value)));
  }
  if (kind.digits != null) {
    return h('td', { class: 'number', title: String(value) }, fixed(value, kind.digits));
  }
  if (Array.isArray(value) && value[0] === SPARKLINE && value.length > 2) {
    const values = value.slice(1).map(Number);
    return h('td', { class: 'spark-cell' }, h(Spark, { values, label: `From ${decimal(Math.min(...values), 2)} to ${decimal(Math.max(...values), 2)}` }));
  }
  const text = Array.isArray(value) ? value.join('\n') : String(value);
  return h('td', null, h('bdi', { class: 'value', title: text.length > LONGEST ? `${decimal(text.length, 0)} characters` : undefined }, text.length > LONGEST ? text.slice(0, LONGEST) + '…' : text));
}

// In a button: the words alone.
function Shown({ value, kind }) {
  return kind.time && typeof value === 'number' ? time(value)
    : kind.digits != null ? fixed(value, kind.digits) : h('bdi', null, String(value).slice(0, LONGEST));
}

const fixedFormats = new Map();

function fixed(value, digits) {
  if (!fixedFormats.has(digits)) {
    fixedFormats.set(digits, new Intl.NumberFormat(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits }));
  }
  return fixedFormats.get(digits).format(value);
}
