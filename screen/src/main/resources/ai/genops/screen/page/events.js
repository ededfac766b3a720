// Events, newest first, with the fields they have. A value is always text: whatever an event holds, it is shown and
// never becomes part of the page.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { Link, address } from './route.js';
import { rows } from './searches.js';
import { useLive } from './live.js';
import { count, money, percent, plural } from './format.js';
import { Badge, Loaded, Pages, Time, Value } from './parts.js';
import { Icon } from './icons.js';

const PAGE = 50;
const INNER = new Set(['_raw', '_time', '_indextime', 'index']);
const SUMMARY = ['genops.team', 'genops.cost.model', 'genops.feature', 'genops.customer_id', 'severity_text'];

export function Events({ result, query, range, fields, onAdd, onAsk }) {
  const [page, setPage] = useState(0);
  const names = result.fields.map((field) => field.name);
  const pages = Math.ceil(result.rows.length / PAGE);
  const at = Math.min(page, pages - 1);
  const shown = result.rows.slice(at * PAGE, (at + 1) * PAGE);
  return h('div', { class: 'events' },
    h(FieldList, { fields, total: result.rows.length, query, range, onAdd, onAsk }),
    h('div', { class: 'event-list' },
      h('ol', { class: 'card', 'aria-label': 'Events' }, shown.map((row, i) => h(Event, { key: at * PAGE + i + ':' + row[names.indexOf('span_id')] + row[0], event: one(names, row), onAdd }))),
      pages > 1 && h(Pages, { page: at, pages, onChange: setPage })));
}

function one(names, row) {
  return Object.fromEntries(names.map((name, i) => [name, row[i]]).filter(([, value]) => value != null));
}

const asItIs = (text) => text;

// `mark` makes of a text what is shown of it.
export function Event({ event, onAdd, mark = asItIs }) {
  const [open, setOpen] = useState(false);
  const remark = remarkOf(event);
  return h('li', { class: 'event' + (open ? ' open' : '') },
    h('button', { type: 'button', class: 'event-head', 'aria-expanded': String(open), onClick: () => setOpen(!open) },
      h(Icon, { name: 'chevron' }),
      h('span', { class: 'event-time' }, h(Time, { at: event._time, shape: 'millis' })),
      h('span', { class: 'event-text' }, h(Summary, { event, remark, mark }))),
    open && h(Attributes, { event, onAdd }));
}

function remarkOf(event) {
  const result = event['genops.policy.result'];
  return event.status === 'error' ? 'error' : result && result !== 'allowed' ? String(result).slice(0, 30) : null;
}

function Summary({ event, remark, mark }) {
  const known = SUMMARY.filter((name) => event[name] != null);
  const cost = event['genops.cost.total'];
  if (!event.name && known.length === 0) {
    return h('bdi', { class: 'raw' }, mark(String(event._raw ?? event.body ?? '').slice(0, 400)));
  }
  return [
    h('bdi', { key: 'name', class: 'event-name' }, mark(String(event.name ?? event.kind ?? '').slice(0, 200))),
    remark && h(Badge, { key: 'remark', tone: remark === 'warning' ? 'warn' : 'bad' }, remark),
    typeof cost === 'number' && h('b', { key: 'cost', class: 'number' }, money(cost, String(event['genops.cost.currency'] ?? 'USD'))),
    ...known.map((name) => h('span', { key: name, class: 'pair' }, h('i', null, name.split('.').pop()), h('bdi', null, mark(String(event[name]).slice(0, 80))))),
  ];
}

function Attributes({ event, onAdd }) {
  const names = Object.keys(event).filter((name) => !INNER.has(name)).sort();
  return h('div', { class: 'attributes' },
    event.trace_id && h('p', { class: 'event-links' }, h(Link, { to: address('/trace/' + encodeURIComponent(event.trace_id), { span: event.span_id }), class: 'button' }, h(Icon, { name: 'trace' }), 'Open trace')),
    h('dl', null, names.map((name) => h('div', { key: name }, h('dt', null, h('bdi', null, name)), h('dd', null, h(Value, { value: event[name] })),
      onAdd && !Array.isArray(event[name]) && String(event[name]).length < 500 && h('span', { class: 'attribute-tools' },
        h('button', { type: 'button', title: 'Only events with this', 'aria-label': 'Only events with this ' + name, onClick: () => onAdd(name, event[name]) }, h(Icon, { name: 'plus' })),
        h('button', { type: 'button', title: 'Only events without this', 'aria-label': 'Only events without this ' + name, onClick: () => onAdd(name, event[name], true) }, h(Icon, { name: 'minus' })))))));
}

function FieldList({ fields, total, query, range, onAdd, onAsk }) {
  const [open, setOpen] = useState(null);
  const [wanted, setWanted] = useState('');
  const shown = fields.filter(({ name }) => !INNER.has(name) && name.toLowerCase().includes(wanted.toLowerCase()));
  return h('aside', { class: 'field-list', 'aria-label': 'Fields' },
    h('input', { type: 'search', placeholder: plural(fields.length, 'field'), 'aria-label': 'Find a field', value: wanted, onInput: (event) => setWanted(event.target.value) }),
    h('ul', null, shown.slice(0, 300).map((field) => h('li', { key: field.name },
      h('button', { type: 'button', class: 'field', 'aria-expanded': String(open === field.name), onClick: () => setOpen(open === field.name ? null : field.name) },
        h('bdi', { class: 'clip', title: field.name }, field.name), h('span', { class: 'number muted' }, field.distinct >= 100 ? '100+' : count(field.distinct))),
      open === field.name && h(TopValues, { field, share: field.count / total, query, range, onAdd, onAsk })))));
}

// Of all events that were found, not only of those shown.
function TopValues({ field, share, query, range, onAdd, onAsk }) {
  const name = /^[A-Za-z_][\w.:-]*$/.test(field.name) ? field.name : `"${field.name}"`;
  const live = useLive((signal) => rows(`${query} | top limit=8 ${name}`, range, { signal }), query + field.name);
  return h('div', { class: 'top-values' },
    h('p', { class: 'note' }, `in ${percent(share)} of the events shown`),
    h(Loaded, { live, lines: 3 }, (list) => h('ul', null, list.map((row) => h('li', { key: row[field.name] },
      h('button', { type: 'button', title: 'Only events with this', onClick: () => onAdd(field.name, row[field.name]) }, h('bdi', { class: 'clip' }, String(row[field.name])), h('span', { class: 'number' }, percent((row.percent ?? 0) / 100, 1))),
      h('span', { class: 'bar-line', 'aria-hidden': 'true' }, h('i', { style: { width: (row.percent ?? 0) + '%' } })))))),
    h('p', { class: 'top-tools' },
      h('button', { type: 'button', class: 'link', onClick: () => onAsk(`${query} | timechart count by ${name}`) }, 'Over time'),
      h('button', { type: 'button', class: 'link', onClick: () => onAsk(`${query} | stats sum(genops.cost.total) as cost count by ${name} | sort - cost`) }, 'Cost by this')));
}
