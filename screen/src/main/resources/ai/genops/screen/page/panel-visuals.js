// How the answer of a panel is shown: as one figure, a table, a chart of time, bars, a pie, events.

import { h } from './lib/preact.js';
import { compact, count, decimal, money, moneyDigits, percent, time } from './format.js';
import { COLORS, Legend, Spark, TimeChart } from './chart.js';
import { Table } from './table.js';
import { overTime } from './search-chart.js';
import { seriesField } from './drilldown.js';
import { rangeColor } from './range-colors.js';

const MOST_BARS = 20;
const MOST_SLICES = 8;
const RADIUS = 40;

// A number as the panel's options have it. An amount of money keeps decimals enough not to become 0.
function figure(value, { unit = '', unitPosition, numberPrecision }) {
  if (typeof value !== 'number') {
    return value == null ? '–' : String(value);
  }
  const digits = numberPrecision == null ? 2 : (numberPrecision.split('.')[1] ?? '').length;
  if (unit === '$') {
    return money(value, 'USD', Math.max(digits, value === 0 ? 0 : moneyDigits(value)));
  }
  const text = decimal(value, numberPrecision == null ? 4 : digits);
  return unit === '' ? text : unitPosition === 'before' ? unit + text : unit === '%' ? text + unit : `${text} ${unit}`;
}

// The same value of a field has the same colour in all panels: the next free one, in the order of the alphabet.
const colors = new Map();

function colored(field, names) {
  const known = colors.get(field) ?? new Map();
  colors.set(field, known);
  names.toSorted().filter((name) => !known.has(name)).forEach((name) => known.set(name, known.size % COLORS));
  return known;
}

const rowOf = (result, row) => Object.fromEntries(result.fields.map((field, i) => [field.name, row[i]]));

export function Single({ panel, result, onPick }) {
  const { fields, rows } = result;
  const timed = fields[0].time === true && fields.length > 1;
  const at = timed ? fields.findIndex((field, i) => i > 0 && !field.name.startsWith('_')) : 0;
  const row = timed ? rows.at(-1) : rows[0];
  const value = row[at];
  const was = timed && rows.length > 1 ? rows.at(-2)[at] : null;
  const text = figure(value, panel.options);
  const color = rangeColor(value, was, panel.options);
  return h('div', { class: 'single' + (color ? (color.block ? ' block' : ' ranged') : ''), style: color && (color.block
    ? { background: color.ground, color: color.text } : { '--on-light': color.light, '--on-dark': color.dark }) },
    onPick ? h('button', { type: 'button', class: 'single-value', title: String(value),
      'aria-label': `${panel.title}: ${text}` + (color?.range ? `, ${color.range}` : ''),
      onClick: () => onPick({ name: fields[at].name, value, row: rowOf(result, row) }) }, h('bdi', null, text))
      : h('p', { class: 'single-value', title: String(value) }, h('bdi', null, text)),
    panel.options.underLabel && h('p', { class: 'note' }, panel.options.underLabel),
    typeof was === 'number' && was !== 0 && h('p', { class: 'note number' },
      `${value >= was ? '↑' : '↓'} ${percent(Math.abs(value - was) / Math.abs(was), 1)} since the span before`),
    timed && rows.length > 2 && h(Spark, { values: rows.map((one) => one[at] ?? 0), label: 'Over time' }));
}

export function Rows({ panel, result, onPick }) {
  const pick = onPick && panel.visual === 'table' ? (row, i) => onPick({
    name: result.fields[i].name, value: row[i], row: rowOf(result, row) }) : null;
  return h(Table, { result, onPick: pick });
}

export function Events({ result }) {
  const raw = result.fields.findIndex((field) => field.name === '_raw');
  const when = result.fields.findIndex((field) => field.name === '_time');
  return h('ol', { class: 'panel-events', tabIndex: 0 }, result.rows.map((row, i) => h('li', { key: i },
    h('span', { class: 'event-time' }, when < 0 ? '' : time(row[when])),
    h('bdi', { class: 'raw' }, String((raw < 0 ? null : row[raw])
      ?? row.filter((value) => value != null).join('  ')).slice(0, 500)))));
}

const STACKED = { area: 'areas', column: 'columns', bar: 'columns', line: 'lines' };

export function OverTime({ panel, result, query, columns, onPick, onZoom }) {
  const field = seriesField(query);
  const { times, span, series: plain } = overTime(result, columns);
  const color = colored(field ?? panel.title, plain.map((one) => one.name));
  const series = plain.map((one) => ({ ...one, color: color.get(one.name) }));
  const kind = panel.visual === 'area' && panel.options['charting.chart.stackMode'] === 'default' && series.length > 1
    ? 'lines' : STACKED[panel.visual] ?? 'columns';
  const short = panel.options.unit === '$' ? (value) => '$' + compact(value) : compact;
  return h('div', null,
    h(TimeChart, { times, span, series, kind, height: 240, onZoom, showAxis: short,
      show: (value) => figure(value, panel.options),
      label: `${panel.title}: ${series.length} series over time.` + (onZoom ? ' Drag to zoom.' : '') }),
    h(Legend, { series, onPick: onPick && ((name) => onPick(
      field ? { name: field, value: name, row: { [field]: name } } : { name, value: null, row: {} })) }));
}

const nameOf = (result, columns, row) => {
  const labels = row.filter((_, i) => !columns.includes(i) && !result.fields[i].name.startsWith('_'));
  return (labels.length === 0 ? String(row[0]) : labels.map((label) => label ?? '–').join(' · ')).slice(0, 200);
};

function clickOf(result, row) {
  return { name: result.fields[0].name, value: row[0], row: rowOf(result, row) };
}

// A bar per row, of as many parts as there are columns of numbers.
export function Bars({ panel, result, columns, onPick }) {
  const shown = result.rows.slice(0, MOST_BARS);
  const sum = (row) => columns.reduce((all, i) => all + Math.max(0, row[i] ?? 0), 0);
  const most = Math.max(...shown.map(sum)) || 1;
  const part = (row, i, c) => h('i', { key: i, class: 'c' + (c % COLORS), style: {
    width: Math.max(0.4, (100 * Math.max(0, row[i] ?? 0)) / most) + '%' } });
  const bar = (row) => [
    h('span', { key: 'n', class: 'bar-name' }, h('bdi', null, nameOf(result, columns, row))),
    h('span', { key: 'v', class: 'bar-value number' }, columns.map((i) => figure(row[i], panel.options)).join(' · ')),
    h('span', { key: 'l', class: 'bar-line parted', 'aria-hidden': 'true' }, columns.map((i, c) => part(row, i, c)))];
  return h('div', null,
    h('ol', { class: 'bars' }, shown.map((row, r) => h('li', { key: r }, onPick
      ? h('button', { type: 'button', class: 'bar', onClick: () => onPick(clickOf(result, row)) }, bar(row))
      : h('div', { class: 'bar' }, bar(row))))),
    columns.length > 1 && h(Legend, { series: columns.map((i) => ({ name: result.fields[i].name })) }),
    result.rows.length > MOST_BARS && h('p', { class: 'note' },
      `The first ${MOST_BARS} of ${count(result.rows.length)}.`));
}

// The largest in their order, and what is left as one; the list beside it has the numbers.
export function Pie({ panel, result, columns, onPick }) {
  const column = columns[0];
  const sorted = result.rows.filter((row) => row[column] > 0).sort((a, b) => b[column] - a[column]);
  const rest = sorted.slice(MOST_SLICES - 1);
  const few = sorted.length <= MOST_SLICES;
  const others = { name: `${rest.length} others`, value: rest.reduce((all, row) => all + row[column], 0), row: null };
  const slices = [...(few ? sorted : sorted.slice(0, MOST_SLICES - 1)).map((row) => ({
    name: nameOf(result, columns, row), value: row[column], row })), ...(few ? [] : [others])];
  const total = slices.reduce((all, slice) => all + slice.value, 0);
  const color = colored(result.fields[0].name, slices.map((slice) => slice.name));
  let from = 0;
  const arcs = slices.map((slice, s) => {
    const share = slice.value / total;
    from += share;
    return h('path', { key: s, class: 'slice c' + color.get(slice.name), d: arc(from - share, from) },
      h('title', null, `${slice.name}: ${figure(slice.value, panel.options)}, ${percent(share, 1)}`));
  });
  const line = (slice) => [h('i', { key: 'd', class: 'dot c' + color.get(slice.name) }),
    h('bdi', { key: 'n', class: 'clip' }, slice.name),
    h('span', { key: 'v', class: 'number' }, figure(slice.value, panel.options)),
    h('span', { key: 'p', class: 'number muted' }, percent(slice.value / total, 1))];
  return h('div', { class: 'pie' },
    h('svg', { viewBox: '-52 -52 104 104', 'aria-hidden': 'true' }, arcs),
    h('ul', null, slices.map((slice, s) => h('li', { key: s }, onPick && slice.row
      ? h('button', { type: 'button', onClick: () => onPick(clickOf(result, slice.row)) }, line(slice))
      : h('div', null, line(slice))))));
}

// A part of a ring, from and to as shares of it; a whole one is two halves.
function arc(from, to) {
  if (to - from > 0.9999) {
    return arc(0, 0.5) + arc(0.5, 0.99995);
  }
  const at = (share) => {
    const angle = 2 * Math.PI * share;
    return `${(RADIUS * Math.sin(angle)).toFixed(3)} ${(-RADIUS * Math.cos(angle)).toFixed(3)}`;
  };
  return `M${at(from)}A${RADIUS} ${RADIUS} 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}`;
}
