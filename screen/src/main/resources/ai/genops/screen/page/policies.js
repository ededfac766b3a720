// Policies: what each decided how often, over time, and the last calls that were not simply allowed.

import { h } from './lib/preact.js';
import { objects, rows, search, term } from './searches.js';
import { useLive } from './live.js';
import { Link, address, setParams } from './route.js';
import { bounds, rangeOf, spanFor, spanText } from './range.js';
import { RangePicker } from './range-picker.js';
import { count, plural } from './format.js';
import { Badge, Card, Empty, Figure, Loaded, Time } from './parts.js';
import { Legend, TimeChart } from './chart.js';
import { Rows } from './rows.js';
import { filterOf } from './filters.js';
import { DECISIONS, TONES, byPolicy, countQuery, lastQuery, resultsOf } from './decisions.js';

const EVERY = 10_000;
const BARS = 60;
const COLORS = { blocked: 3, violation: 3, failed: 7, rate_limited: 2, warning: 2 };

export function Policies({ params }) {
  const range = rangeOf(params, { earliest: '-24h', latest: '' });
  const filter = filterOf(params);
  const key = filter + JSON.stringify(range);
  const live = useLive((signal) => rows(countQuery(filter), range, { signal }), key, EVERY);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Policies'), h('div', { class: 'page-tools' }, h(RangePicker, { range, onChange: setParams }))),
    h(Loaded, { live, lines: 10 }, (found) => found.length === 0
      ? h(Empty, { title: 'No policy has decided anything in this time' }, 'Choose a longer time. Policies are those of the SDK and of the pipelines.')
      : [h(Totals, { key: 'totals', found, filter, range }), h(Over, { key: 'over', filter, range }), h(ByPolicy, { key: 'by', found, filter, range }), h(Last, { key: 'last', filter, range })]));
}

const asked = (filter, range, ...terms) => address('/search', { q: [DECISIONS, ...terms, filter].filter(Boolean).join(' '), ...range });

function Totals({ found, filter, range }) {
  const results = resultsOf(found);
  const of = (result) => found.filter((row) => row.result === result).reduce((sum, row) => sum + row.count, 0);
  return h('dl', { class: 'figure-row card' },
    h(Figure, { name: 'Decisions' }, count(found.reduce((sum, row) => sum + row.count, 0))),
    results.map((result) => h(Figure, { key: result, name: result, tone: result === 'allowed' ? '' : TONES[result] ?? '' }, h(Link, { to: asked(filter, range, term('genops.policy.result', result)) }, count(of(result))))));
}

function Over({ filter, range }) {
  const { earliest, latest } = bounds(range);
  const span = spanFor(latest - (earliest ?? latest - 30 * 86_400), BARS);
  const query = `${DECISIONS} NOT genops.policy.result=allowed ${filter} | bin _time span=${spanText(span)} | stats count by _time genops.policy.result | rename genops.policy.result as result`;
  const live = useLive(async (signal) => objects(await search(query, range, { signal })), query + JSON.stringify(range), EVERY);
  return h(Card, { title: 'Not simply allowed, over time' }, h(Loaded, { live, lines: 8 }, (found) => {
    if (found.length === 0) {
      return h(Empty, { title: 'Every call was allowed in this time' });
    }
    const first = earliest == null ? Math.min(...found.map((row) => row._time)) : Math.floor(earliest / span) * span;
    const times = Array.from({ length: Math.min(400, Math.max(1, Math.ceil((latest - first) / span))) }, (_, i) => first + i * span);
    const series = resultsOf(found).map((result) => ({ name: result, color: COLORS[result] ?? 6, values: times.map((at) => found.find((row) => row._time === at && row.result === result)?.count ?? 0) }));
    return [h(TimeChart, { key: 'chart', times, span, series, show: count, height: 160, label: 'Decisions over time', onZoom: (from, to) => setParams({ earliest: String(from), latest: String(to) }) }),
      h(Legend, { key: 'legend', series })];
  }));
}

function ByPolicy({ found, filter, range }) {
  const results = resultsOf(found);
  const list = byPolicy(found);
  return h(Card, { title: 'By policy', aside: plural(list.length, 'policy', 'policies') }, h(Rows, { label: 'By policy', list, keyOf: (one) => one.policy, columns: [
    { title: 'Policy', cell: (one) => [h('b', { key: 'b' }, h('bdi', { class: 'value' }, one.policy)), one.reason && h('div', { key: 'r', class: 'muted small clip reason-line', title: one.reason }, h('bdi', null, one.reason))] },
    ...results.map((result) => ({ title: result, number: true, cell: (one) => (one.counts[result]
      ? h(Link, { to: asked(filter, range, term('genops.policy.name', one.policy), term('genops.policy.result', result)) }, count(one.counts[result])) : h('span', { class: 'muted' }, '0')) })),
    { title: 'Last', class: 'nowrap', cell: (one) => h(Time, { at: one.at, relative: true }) }] }));
}

function Last({ filter, range }) {
  const query = lastQuery(filter);
  const live = useLive((signal) => rows(query, range, { signal }), query + JSON.stringify(range), EVERY);
  return h(Card, { title: 'Last calls that were not simply allowed', aside: 'the newest six of each policy and result' }, h(Loaded, { live, lines: 8 }, (list) => list.length === 0
    ? h(Empty, { title: 'None in this time' })
    : h(Rows, { label: 'Last decisions', list, keyOf: (row, i) => (row.trace_id ?? '') + (row.span_id ?? '') + i, columns: [
      { title: 'When', class: 'nowrap', cell: (row) => h(Time, { at: row._time, shape: 'minute' }) },
      { title: 'Result', cell: (row) => h(Badge, { tone: TONES[row['genops.policy.result']] ?? 'plain' }, row['genops.policy.result']) },
      { title: 'Policy', cell: (row) => h('bdi', { class: 'clip' }, row['genops.policy.name']) },
      { title: 'Reason', cell: (row) => h('bdi', { class: 'value small' }, row['genops.policy.reason']) },
      { title: 'Team', cell: (row) => h('bdi', { class: 'clip' }, row['genops.team']) },
      { title: 'Call', cell: (row) => (row.trace_id ? h(Link, { to: '/trace/' + encodeURIComponent(row.trace_id) + '?span=' + encodeURIComponent(row.span_id ?? ''), class: 'clip' }, h('bdi', null, row.name ?? 'trace')) : h('bdi', { class: 'clip' }, row.name)) }] })));
}
