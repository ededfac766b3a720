// A result as a picture: over time if its first column is a time, else bars per row.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { decimal, compact, plural } from './format.js';
import { Choice } from './parts.js';
import { Legend, TimeChart } from './chart.js';

const MOST_SERIES = 20;
const MOST_BARS = 40;
const MOST_SPANS = 2000;

function numeric(result, i) {
  return result.rows.every((row) => row[i] == null || typeof row[i] === 'number') && result.rows.some((row) => row[i] != null);
}

// What can be drawn of it: null if nothing.
export function charts(result) {
  const columns = result.fields.map((_, i) => i).filter((i) => i > 0 && !result.fields[i].name.startsWith('_') && numeric(result, i));
  if (result.fields.length < 2 || columns.length === 0 || result.rows.length === 0) {
    return null;
  }
  return { overTime: result.fields[0].time === true && result.rows.length > 1, columns: columns.slice(0, MOST_SERIES) };
}

export function Chart({ result, onZoom }) {
  const drawn = charts(result);
  return drawn.overTime ? h(OverTime, { result, columns: drawn.columns, onZoom }) : h(PerRow, { result, columns: drawn.columns });
}

// Spans of the same length from the first to the last, with those between them that have no row.
export function overTime(result, columns) {
  const at = result.rows.map((row) => row[0]);
  const span = Math.min(...at.slice(1).map((one, i) => one - at[i])) || 60;
  const first = at[0];
  const length = Math.min(MOST_SPANS, Math.round((at.at(-1) - first) / span) + 1);
  const place = new Map(at.map((one, i) => [Math.round((one - first) / span), i]));
  const valueAt = (i, column) => (place.has(i) ? result.rows[place.get(i)][column] : null);
  return {
    times: Array.from({ length }, (_, i) => first + i * span),
    span,
    series: columns.map((column) => ({
      name: result.fields[column].name, values: Array.from({ length }, (_, i) => valueAt(i, column)) })),
  };
}

function OverTime({ result, columns, onZoom }) {
  const [kind, setKind] = useState('columns');
  const { times, span, series } = overTime(result, columns);
  return h('div', { class: 'card' },
    h('div', { class: 'chart-tools' }, h(Legend, { series }), h(Choice, { label: 'Kind of chart', options: [['columns', 'Columns'], ['lines', 'Lines']], value: kind, onChange: setKind })),
    h(TimeChart, { times, span, series, kind, height: 320, show: (value) => decimal(value, 6), showAxis: compact, onZoom,
      label: `${plural(series.length, 'series', 'series')} over time. Drag to zoom; the table has the numbers.` }));
}

function PerRow({ result, columns }) {
  const [column, setColumn] = useState(columns[0]);
  const shown = result.rows.slice(0, MOST_BARS);
  const most = Math.max(...shown.map((row) => row[column] ?? 0)) || 1;
  const labels = result.fields.map((_, i) => i).filter((i) => !columns.includes(i));
  const name = (row) => (labels.length === 0 ? String(row[0]) : labels.map((i) => row[i] ?? '–').join(' · '));
  return h('div', { class: 'card' },
    columns.length > 1 && h('div', { class: 'chart-tools' }, h(Choice, { label: 'Column shown', options: columns.slice(0, 6).map((i) => [i, result.fields[i].name]), value: column, onChange: setColumn })),
    h('ol', { class: 'bars per-row' }, shown.map((row, i) => h('li', { key: i }, h('div', { class: 'bar' },
      h('span', { class: 'bar-name' }, h('bdi', null, name(row).slice(0, 200))), h('span', { class: 'bar-value number' }, decimal(row[column], 6)),
      h('span', { class: 'bar-line', 'aria-hidden': 'true' }, h('i', { style: { width: Math.max(0.4, (100 * Math.max(0, row[column] ?? 0)) / most) + '%' } })))))),
    result.rows.length > MOST_BARS && h('p', { class: 'note' }, `The first ${MOST_BARS} of ${plural(result.rows.length, 'row')}.`));
}
