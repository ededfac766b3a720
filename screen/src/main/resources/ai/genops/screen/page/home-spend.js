// Spend over time by team, and by each dimension.

import { h } from './lib/preact.js';
import { objects, rows, search } from './searches.js';
import { useLive } from './live.js';
import { Link, address, setParams } from './route.js';
import { rangeText, spanFor, spanText } from './range.js';
import { arrow, change, columnDigits, count, money, moneyCompact, percent, plural } from './format.js';
import { Card, Empty, Loaded } from './parts.js';
import { Legend, TimeChart } from './chart.js';
import { DIMENSIONS, NONE, PRICED, breakdownOf, breakdownQuery, changeOf, groupsQuery, seriesQuery } from './spend.js';
import { timesOf } from './filters.js';

const COLUMNS = 60;
const TEAMS = 6;
const LISTED = 6;
const GROUPS = 10_000;

export function SpendChart({ only, range, currency, every, ready }) {
  const live = useLive(async (signal) => {
    const { from, to } = timesOf(range);
    const span = spanFor(to - from, COLUMNS);
    const first = Math.floor(from / span) * span;
    const length = Math.max(1, Math.ceil((to - first) / span));
    const result = await search(seriesQuery(spanText(span), only), { earliest: first - length * span, latest: to }, { signal, maxRows: 50_000 });
    return series(objects(result), first, span, length);
  }, ready ? JSON.stringify([only, range]) : null, every);
  const zoom = (from, to) => setParams({ earliest: from, latest: to });
  return h(Card, { title: 'Spend over time', class: 'spend', aside: live.data && h(Totals, { data: live.data, currency }) },
    h(Loaded, { live, lines: 8 }, ({ times, span, teams, before, total }) => total === 0
      ? h(Empty, { title: 'Nothing was spent in this time' }, 'Choose a longer time above.')
      : [h(TimeChart, { key: 'chart', times, span, series: teams, before, height: 300, show: (value) => money(value, currency), showAxis: (value) => moneyCompact(value, currency),
        label: `Spend per ${spanText(span)}, ${rangeText(range)}: ${money(total, currency)} in total. Drag to zoom.`, onZoom: zoom }),
      h(Legend, { key: 'legend', series: teams, before, onPick: (team) => team !== 'others' && setParams({ team }) })]));
}

function Totals({ data: { total, was, calls }, currency }) {
  const share = changeOf(total, was);
  return h('span', null, h('b', null, money(total, currency)), ` in ${plural(calls, 'call')}`, share != null && h('span', { class: 'muted' }, `, ${change(share)} to the period before`));
}

// Columns per span, by team with the dearest first; beyond TEAMS they are one.
export function series(found, first, span, length) {
  const times = Array.from({ length }, (_, i) => first + i * span);
  const byTeam = new Map();
  const before = new Array(length).fill(0);
  let calls = 0;
  for (const { _time: at, team, cost, calls: these } of found) {
    const i = Math.round((at - first) / span);
    if (i < 0) {
      before[i + length] += cost;
    } else if (i < length) {
      byTeam.set(team, byTeam.get(team) ?? new Array(length).fill(0));
      byTeam.get(team)[i] += cost;
      calls += these;
    }
  }
  const sum = (values) => values.reduce((a, b) => a + b, 0);
  const sorted = [...byTeam].map(([name, values]) => ({ name, values })).sort((a, b) => sum(b.values) - sum(a.values));
  const teams = sorted.slice(0, TEAMS);
  if (sorted.length > TEAMS) {
    teams.push({ name: 'others', values: times.map((_, i) => sum(sorted.slice(TEAMS).map((one) => one.values[i]))) });
  }
  return { times, span, teams, before: sum(before) > 0 ? before : null, total: sum(sorted.map((one) => sum(one.values))), was: sum(before), calls };
}

// Those with few values from one search, the others each from one of its own; all of them if there are more groups than
// it may give.
export function Breakdowns({ params, only, range, every, ready, ...here }) {
  const live = useLive(async (signal) => {
    const { from, to } = timesOf(range);
    const both = { earliest: 2 * from - to, latest: to };
    const one = ({ field }) => rows(breakdownQuery(field, from, only, LISTED), both, { signal });
    const groups = search(groupsQuery(from, only), both, { signal, maxRows: GROUPS });
    const list = async (dimension) => {
      const found = dimension.many ? null : await groups;
      return found === null || found.truncated ? one(dimension) : breakdownOf(objects(found), dimension.id, LISTED);
    };
    const lists = await Promise.all(DIMENSIONS.map(list));
    return Object.fromEntries(DIMENSIONS.map(({ id }, i) => [id, lists[i]]));
  }, ready ? JSON.stringify([only, range]) : null, every);
  return DIMENSIONS.map((dimension) => h(Breakdown, { key: dimension.id, dimension, live, range, chosen: params.get(dimension.id), ...here }));
}

function Breakdown({ dimension, live, filter, range, currency, chosen }) {
  const spl = `${PRICED} ${filter} | stats sum(genops.cost.total) as cost count as calls by ${dimension.field} | sort 0 - cost`;
  return h(Card, { title: 'By ' + dimension.title.toLowerCase(), class: 'breakdown', aside: h(Link, { to: address('/search', { q: spl, ...range }), 'aria-label': 'Spend by ' + dimension.title.toLowerCase() + ' in Search' }, 'Search') },
    h(Loaded, { live, lines: 6 }, ({ [dimension.id]: list }) => list.length === 0
      ? h(Empty, { title: 'Nothing in this time' })
      : h(Bars, { list, dimension, currency, chosen })));
}

function Bars({ list, dimension, currency, chosen }) {
  const [{ total, groups }] = list;
  const digits = columnDigits(list.map((row) => row.cost));
  const rest = groups - list.length;
  const anyBefore = list.some((row) => row.before > 0);
  return h('ol', { class: 'bars' }, list.map((row) => {
    const share = changeOf(row.cost, row.before);
    const pressed = row.d === chosen;
    return h('li', { key: row.d }, h('button', {
      type: 'button', class: 'bar', 'aria-pressed': String(pressed), onClick: () => setParams({ [dimension.id]: pressed ? null : row.d }),
      title: `${plural(row.calls, 'call')}, ${percent(row.cost / total, 1)} of ${money(total, currency)}` + (share == null ? '' : `; ${change(share)} to the period before (${money(row.before, currency)})`),
    },
    h('span', { class: 'bar-name' }, h('bdi', { class: row.d === NONE ? 'muted' : '' }, row.d === NONE ? 'no ' + dimension.title.toLowerCase() : row.d)),
    h('span', { class: 'bar-value number' }, money(row.cost, currency, digits)),
    h('span', { class: 'bar-line', 'aria-hidden': 'true' }, h('i', { style: { width: Math.max(0.5, (100 * row.cost) / (list[0].cost || 1)) + '%' } })),
    h('span', { class: 'bar-note' }, h('span', null, plural(row.calls, 'call')), h('span', null, share != null ? arrow(share) : anyBefore ? 'new' : percent(row.cost / total)))));
  }), rest > 0 && h('li', { class: 'note' }, `and ${count(rest)} more`));
}
