// One budget: where it stands, which thresholds are reached, and the last lines of its ledger; else what calls told.

import { h } from './lib/preact.js';
import { json } from './api.js';
import { objects, search, term } from './searches.js';
import { useLive } from './live.js';
import { count, instant, percent, plural } from './format.js';
import { Badge, Card, Empty, Figure, Loaded, Meter, Time } from './parts.js';
import { Rows } from './rows.js';
import { TimeChart } from './chart.js';
import { inUnit, toneOf } from './budget-bar.js';

const LAST = 200;
const BILLION = 1e9;
const EXCESS = { DENY: 'is refused', WARN: 'runs, and it is shown', THROTTLE: 'waits for the next window', APPROVE: 'waits for an approval' };
const KINDS = { RESERVE: ['reserved', 'plain'], COMMIT: ['spent', 'plain'], LATE_COMMIT: ['spent late', 'warn'], RELEASE: ['given back', 'plain'], EXPIRE: ['expired', 'warn'], CORRECT: ['corrected', 'warn'], CARRIED: ['earlier', 'plain'] };

// `MONTH Europe/Berlin` → per month, Europe/Berlin
export function windowText(window, short = false) {
  const [what, rest] = window.split(' ');
  return what === 'LIFETIME' ? 'for ever' : what.startsWith('P') ? 'in the last ' + what.replace(/^PT?/, '').toLowerCase() : `per ${what.toLowerCase()}` + (short ? '' : `, ${rest}`);
}

export function OneBudget({ name, one }) {
  if (!one) {
    return h(Told, { name });
  }
  const cap = Number(one.cap);
  const spent = Number(one.committed);
  const reserved = Number(one.reserved);
  const share = cap > 0 ? spent / cap : spent > 0 ? 1 : 0;
  const show = (value) => inUnit(value, one.unit);
  const scope = Object.entries(one.scope).map(([key, value]) => key + ' = ' + value).join(', ');
  return h('div', { class: 'stacked' },
    h('section', { class: 'card', 'aria-label': 'State' },
      h('dl', { class: 'figure-row' },
        h(Figure, { name: 'Spent', tone: toneOf(share) }, show(spent)),
        h(Figure, { name: 'Reserved' }, show(reserved)),
        h(Figure, { name: 'Limit' }, show(cap)),
        h(Figure, { name: 'Left', tone: Number(one.remaining) < 0 ? 'bad' : '' }, show(Number(one.remaining))),
        h(Figure, { name: 'Used' }, percent(share, 1))),
      h('div', { class: 'big-meter' }, h(Meter, { share, held: cap > 0 ? reserved / cap : 0, tone: toneOf(share), text: `${show(spent)} of ${show(cap)}` }),
        one.thresholds.filter((at) => at < 100).map((at) => h('i', { key: at, 'aria-hidden': 'true', style: { left: at + '%' } }))),
      h('p', { class: 'thresholds' }, 'Thresholds ', one.thresholds.map((at) => h(Badge, { key: at, tone: share * 100 >= at ? (at >= 100 ? 'bad' : 'warn') : 'plain' }, `${at}%` + (share * 100 >= at ? ' reached' : '')))),
      h('dl', { class: 'facts' }, [['Window', windowText(one.window)], ['Counts since', one.from && h(Time, { at: instant(one.from), shape: 'minute' })], ['Changes at', one.changes_at && h(Time, { at: instant(one.changes_at), shape: 'minute' })],
        ['Charged are calls with', scope || 'anything: all calls'], ['What does not fit', EXCESS[one.excess] ?? one.excess], Number(one.defined_cap) !== cap && ['Approved beyond its limit', show(cap - Number(one.defined_cap))]]
        .filter((fact) => fact && fact[1]).map(([title, value]) => h('div', { key: title }, h('dt', null, title), h('dd', null, h('bdi', null, value)))))),
    h(Ledger, { name, show }));
}

function Ledger({ name, show }) {
  const live = useLive((signal) => json(`/api/budgets/ledger?last=${LAST}&budget=${encodeURIComponent(name)}`, { signal }), 'ledger' + name, 5000);
  const amount = (value) => (value === 0 ? h('span', { class: 'muted' }, '–') : (value > 0 ? '+' : '−') + show(Math.abs(value) / BILLION));
  return h(Card, { title: 'Ledger', aside: live.data && `the last ${plural(live.data.entries.length, 'line')}` }, h(Loaded, { live, lines: 6 }, ({ entries }) => entries.length === 0
    ? h(Empty, { title: 'Nothing was booked yet' })
    : h(Rows, { label: 'Ledger', list: [...entries].reverse(), keyOf: (line) => line.sequence + line.kind, columns: [
      { title: 'When', class: 'nowrap', cell: (line) => h(Time, { at: instant(line.at) }) },
      { title: 'What', class: 'nowrap', cell: (line) => h(Badge, { tone: (KINDS[line.kind] ?? [])[1] }, (KINDS[line.kind] ?? [line.kind])[0]) },
      { title: 'Reserved', number: true, cell: (line) => amount(line.reserved) },
      { title: 'Spent', number: true, cell: (line) => amount(line.committed) },
      { title: 'Key', cell: (line) => h('bdi', { class: 'mono small value' }, line.key) },
      { title: 'Line', number: true, cell: (line) => h('span', { class: 'muted' }, count(line.sequence)) }] })));
}

// Kept elsewhere: what its calls said over time.
function Told({ name }) {
  const query = 'index=genops_ai ' + term('genops.budget.name', name) + ' genops.budget.allocated=* | timechart bins=60 latest(genops.budget.consumed) as consumed latest(genops.budget.allocated) as allocated latest(genops.budget.reserved) as reserved';
  const live = useLive(async (signal) => objects(await search(query, { earliest: '-32d' }, { signal })), query, 10_000);
  return h(Card, { title: 'As its calls told' }, h(Loaded, { live, lines: 8 }, (list) => {
    const found = list.filter((row) => row.consumed != null);
    if (found.length === 0) {
      return h(Empty, { title: 'This server keeps no books of it, and no call of the last 32 days has named it' });
    }
    const last = found.at(-1);
    const span = list.length > 1 ? list[1]._time - list[0]._time : 3600;
    const first = list.indexOf(found[0]);
    const shown = list.slice(first, list.indexOf(last) + 1);
    return [h('dl', { key: 'figures', class: 'figure-row' },
      h(Figure, { name: 'Spent', tone: toneOf(last.consumed / last.allocated) }, inUnit(last.consumed, 'USD')),
      last.reserved != null && h(Figure, { name: 'Reserved' }, inUnit(last.reserved, 'USD')),
      h(Figure, { name: 'Limit' }, inUnit(last.allocated, 'USD')),
      h(Figure, { name: 'Used' }, percent(last.consumed / last.allocated, 1))),
    shown.length > 1 && h(TimeChart, { key: 'chart', times: shown.map((row) => row._time), span, height: 180, kind: 'lines', label: 'Spent over time', show: (value) => inUnit(value, 'USD'),
      series: [{ name: 'Spent', values: shown.map((row) => row.consumed), color: 0 }] }),
    h('p', { key: 'note', class: 'note' }, 'This server does not keep its books: there is no ledger here.')];
  }));
}
