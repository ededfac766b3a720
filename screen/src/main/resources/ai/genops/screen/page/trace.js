// One trace as a waterfall: what called what, how long each took, what it cost, and what was decided about it.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { objects, rows, search, term } from './searches.js';
import { useLive } from './live.js';
import { Link, address, go, setParams } from './route.js';
import { RangePicker } from './range-picker.js';
import { rangeOf } from './range.js';
import { columnDigits, compact, count, duration, money, plural, time } from './format.js';
import { Badge, Button, Card, Empty, Fault, Figure, Loaded, Time, Value } from './parts.js';
import { filterOf } from './filters.js';
import { Rows } from './rows.js';
import { waterfall } from './waterfall.js';

const MOST = 2000;

export function Traces({ params }) {
  const range = rangeOf(params, { earliest: '-24h', latest: '' });
  const [wanted, setWanted] = useState('');
  const filter = filterOf(params);
  const query = `index=genops_ai trace_id=* ${filter} | stats min(_time) as start sum(genops.cost.total) as cost sum(genops.tokens.total) as tokens count as spans count(eval(status="error")) as errors `
    + 'earliest(name) as name latest(genops.team) as team by trace_id | sort 50 - cost';
  const live = useLive((signal) => rows(query, range, { signal }), query + JSON.stringify(range));
  const open = (event) => {
    event.preventDefault();
    if (wanted.trim()) {
      go('/trace/' + encodeURIComponent(wanted.trim().toLowerCase()));
    }
  };
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Traces'), h('div', { class: 'page-tools' },
      h('form', { class: 'inline', onSubmit: open }, h('input', { type: 'search', placeholder: 'Trace id', 'aria-label': 'Trace id', value: wanted, spellcheck: false, onInput: (event) => setWanted(event.target.value) }), h(Button, { type: 'submit' }, 'Open')),
      h(RangePicker, { range, onChange: setParams }))),
    h(Card, { title: 'Most expensive traces' }, h(Loaded, { live, lines: 10 }, (list) => list.length === 0
      ? h(Empty, { title: 'No trace in this time' }, 'Choose a longer time, or remove filters on Home.')
      : h(List, { list }))));
}

function List({ list }) {
  const digits = columnDigits(list.map((row) => row.cost));
  return h(Rows, { label: 'Most expensive traces', list, keyOf: (row) => row.trace_id, columns: [
    { title: 'Trace', cell: (row) => h(Link, { to: '/trace/' + encodeURIComponent(row.trace_id), class: 'mono' }, String(row.trace_id).slice(0, 16)) },
    { title: 'First operation', cell: (row) => h('bdi', { class: 'clip' }, row.name) },
    { title: 'Team', cell: (row) => h('bdi', { class: 'clip' }, row.team) },
    { title: 'Started', class: 'nowrap', cell: (row) => h(Time, { at: row.start, shape: 'minute' }) },
    { title: 'Spans', number: true, cell: (row) => count(row.spans) },
    { title: 'Errors', number: true, cell: (row) => h('span', { class: row.errors ? 'bad' : 'muted' }, count(row.errors)) },
    { title: 'Tokens', number: true, cell: (row) => compact(row.tokens) },
    { title: 'Cost', number: true, cell: (row) => h('b', null, money(row.cost, 'USD', digits)) }] });
}

export function Trace({ id, params }) {
  const query = 'index=genops_ai ' + term('trace_id', id);
  const live = useLive(async (signal) => objects(await search(query + ' | head ' + MOST, {}, { signal, maxRows: MOST })), id);
  const chosen = params.get('span');
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Trace ', h('span', { class: 'mono id' }, id)),
      h('div', { class: 'page-tools' }, h(Link, { to: '/trace', class: 'button' }, 'All traces'), h(Link, { to: address('/search', { q: query, earliest: '', latest: 'now' }), class: 'button' }, 'Search'))),
    live.error ? h(Fault, { error: live.error }) : h(Loaded, { live, lines: 12 }, (events) => events.length === 0
      ? h(Empty, { title: 'No event has this trace id' }, h(Link, { to: '/trace' }, 'See the most expensive traces'))
      : h(Whole, { events, chosen })));
}

function Whole({ events, chosen }) {
  const fall = waterfall(events);
  const { spans, start, length, cost, tokens, errors, decisions } = fall;
  const one = spans.find((span) => span.id === chosen) ?? spans[0];
  return h('div', { class: 'trace' },
    h('dl', { class: 'figure-row card' },
      h(Figure, { name: 'Cost' }, money(cost.value, cost.currency)),
      h(Figure, { name: 'Tokens' }, count(tokens)),
      h(Figure, { name: 'Duration' }, duration(length * 1000)),
      h(Figure, { name: 'Spans' }, count(spans.length) + (events.length >= MOST ? '+' : '')),
      h(Figure, { name: 'Errors', tone: errors ? 'bad' : '' }, count(errors)),
      h(Figure, { name: 'Decisions', tone: decisions ? 'warn' : '' }, count(decisions)),
      h(Figure, { name: 'Started' }, h(Time, { at: start, shape: 'minute' }))),
    h(Card, { title: 'Waterfall', class: 'waterfall' }, h(Scale, { length }), h('ol', null, spans.map((span) => h(Row, { key: span.key, span, start, length, chosen: span === one })))),
    one && h(Detail, { span: one }));
}

function Scale({ length }) {
  return h('div', { class: 'scale', 'aria-hidden': 'true' }, [0, 0.25, 0.5, 0.75, 1].map((share) => h('span', { key: share, style: { left: share * 100 + '%' } }, share === 0 ? '0' : duration(share * length * 1000))));
}

function Row({ span, start, length, chosen }) {
  const left = length > 0 ? ((span.at - start) / length) * 100 : 0;
  const wide = length > 0 ? ((span.millis / 1000) / length) * 100 : 100;
  const said = [span.name, duration(span.millis), span.cost != null && money(span.cost, span.currency), span.error && 'error', span.result && span.result !== 'allowed' && span.result].filter(Boolean).join(', ');
  return h('li', null, h('button', { type: 'button', class: 'span' + (chosen ? ' chosen' : ''), 'aria-pressed': String(chosen), 'aria-label': said, onClick: () => setParams({ span: span.id }, true) },
    h('span', { class: 'span-name', style: { paddingLeft: Math.min(12, span.depth) * 14 + 'px' } }, span.orphan && h('span', { class: 'muted', title: 'Its parent is not here' }, '⋯ '), h('bdi', { class: 'clip' }, span.name),
      span.error && h(Badge, { tone: 'bad' }, 'error'), span.result && span.result !== 'allowed' && h(Badge, { tone: span.result === 'blocked' ? 'bad' : 'warn' }, span.result)),
    h('span', { class: 'span-track' }, h('i', { class: span.error ? 'bad' : span.kind === 'span' ? '' : 'point', style: { left: Math.min(99.5, left) + '%', width: Math.max(0.4, Math.min(100 - left, wide)) + '%' } })),
    h('span', { class: 'span-figure number' }, span.kind === 'span' ? duration(span.millis) : ''),
    h('span', { class: 'span-figure number muted' }, span.tokens ? compact(span.tokens) + ' tok' : ''),
    h('span', { class: 'span-figure number strong' }, span.cost == null ? '' : money(span.cost, span.currency))));
}

function Detail({ span }) {
  const { event } = span;
  const names = Object.keys(event).filter((name) => event[name] != null && name !== '_raw' && name !== '_time').sort();
  return h(Card, { title: span.name, class: 'span-detail', label: 'Chosen span', aside: h('span', { class: 'muted' }, time(span.at, 'millis') + ' · ' + plural(names.length, 'attribute')) },
    span.reason && h('p', { class: 'reason' }, h(Badge, { tone: span.result === 'blocked' ? 'bad' : span.result === 'allowed' ? 'good' : 'warn' }, span.result), ' ', h('b', null, h('bdi', null, span.policy)), ' ', h('bdi', null, span.reason)),
    h('div', { class: 'attributes' }, h('dl', null, names.map((name) => h('div', { key: name }, h('dt', null, h('bdi', null, name)), h('dd', null, h(Value, { value: event[name] })))))));
}
