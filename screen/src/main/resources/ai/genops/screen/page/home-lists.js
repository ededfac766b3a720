// Budgets, the dearest calls, policy decisions, and calls without a price.

import { h } from './lib/preact.js';
import { rows } from './searches.js';
import { useLive } from './live.js';
import { Link, address } from './route.js';
import { columnDigits, compact, count, money, plural } from './format.js';
import { Badge, Card, Empty, Loaded, Time } from './parts.js';
import { Icon } from './icons.js';
import { Rows } from './rows.js';
import { BudgetBar } from './budget-bar.js';
import { TONES } from './decisions.js';
import { BUDGETS, dearestQuery, dearestSearch, unpricedQuery, unpricedSearch, violationsQuery } from './spend.js';

const BUDGETS_SHOWN = 6;

function useRows(query, range, { every, ready }) {
  return useLive((signal) => rows(query, range, { signal }), ready ? query + JSON.stringify(range) : null, every);
}

// The state that the last call of each told, whatever time is looked at.
export function Budgets(here) {
  const live = useRows(BUDGETS, { earliest: '-32d' }, here);
  return h(Card, { title: 'Budgets', class: 'budgets', aside: h(Link, { to: '/budgets' }, live.data?.length > BUDGETS_SHOWN ? `All ${count(live.data.length)}` : 'All') },
    h(Loaded, { live, lines: 8 }, (list) => list.length === 0
      ? h(Empty, { title: 'No call has named a budget' }, 'A budget of the SDK or of the configuration shows here with its first call.')
      : h('ul', { class: 'budget-list' }, list.slice(0, BUDGETS_SHOWN).map((budget) => h(BudgetBar, { key: budget.name, budget })))));
}

export function Dearest({ only, filter, range, currency, ...here }) {
  const live = useRows(dearestQuery(only), range, here);
  return h(Card, { title: 'Most expensive calls', class: 'dearest', aside: h(Link, { to: address('/search', { q: dearestSearch(filter), ...range }), 'aria-label': 'Most expensive calls in Search' }, 'Search') },
    h(Loaded, { live, lines: 8 }, (list) => {
      if (list.length === 0) {
        return h(Empty, { title: 'No priced call in this time' });
      }
      const digits = columnDigits(list.map((row) => row['genops.cost.total']));
      return h(Rows, { label: 'Most expensive calls', list, keyOf: (row) => row.trace_id + row.span_id, columns: [
        { title: 'Call', cell: (row) => (row.trace_id ? h(Link, { to: '/trace/' + encodeURIComponent(row.trace_id) + '?span=' + encodeURIComponent(row.span_id ?? ''), class: 'clip' }, h('bdi', null, row.name ?? 'call')) : h('bdi', { class: 'clip' }, row.name)) },
        { title: 'Team', cell: (row) => h('bdi', { class: 'clip' }, row['genops.team']) },
        { title: 'Model', cell: (row) => h('bdi', { class: 'clip' }, row['genops.cost.model']) },
        { title: 'When', class: 'nowrap', cell: (row) => h(Time, { at: row._time, shape: 'minute' }) },
        { title: 'Tokens', number: true, cell: (row) => compact(row['genops.tokens.total']) },
        { title: 'Cost', number: true, cell: (row) => h('b', null, money(row['genops.cost.total'], row['genops.cost.currency'] ?? currency, digits)) }] });
    }));
}

export function Violations({ filter, range, ...here }) {
  const live = useRows(violationsQuery(filter), range, here);
  return h(Card, { title: 'Policy decisions', class: 'violations', aside: h(Link, { to: '/policies' }, 'All') },
    h(Loaded, { live, lines: 6 }, (list) => list.length === 0
      ? h(Empty, { title: 'Every call was allowed in this time' })
      : h('ul', { class: 'decisions' }, list.map((row) => h('li', { key: row.policy + row.result },
        h(Link, { to: address('/search', { q: `index=genops_ai genops.policy.name="${String(row.policy).replaceAll('"', '\\"')}" genops.policy.result="${row.result}" ${filter}`, ...range }) },
          h(Badge, { tone: TONES[row.result] ?? 'plain' }, row.result),
          h('span', { class: 'decision-text' }, h('b', null, h('bdi', null, row.policy)), h('span', { class: 'clip muted', title: row.reason }, h('bdi', null, row.reason))),
          h('span', { class: 'decision-count' }, h('b', { class: 'number' }, count(row.count)), h('span', { class: 'muted' }, h(Time, { at: row.at, relative: true })))))))));
}

// Nothing unpriced is worth one line only.
export function Unpriced({ filter, range, ...here }) {
  const live = useRows(unpricedQuery(filter), range, here);
  const total = (live.data ?? []).reduce((sum, row) => sum + row.calls, 0);
  return h(Card, { title: 'Unpriced calls', class: 'unpriced' },
    h(Loaded, { live, lines: 2 }, (list) => total === 0
      ? h('p', { class: 'fine' }, h(Icon, { name: 'check' }), 'Every call with tokens has a price.')
      : [h('p', { key: 'sum' }, h(Link, { to: address('/search', { q: unpricedSearch(filter), ...range }) }, plural(total, 'call')), ' used tokens and nobody knows what they cost. They are in no sum on this page.'),
        h('ul', { key: 'list', class: 'plain-list' }, list.map((row) => h('li', { key: row.model }, h('bdi', { class: 'clip' }, row.model), h('span', { class: 'number' }, plural(row.calls, 'call')))))]));
}
