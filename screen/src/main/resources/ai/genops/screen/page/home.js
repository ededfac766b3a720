// Home: who spends what on which model, what stands in its way, and whether the books can be trusted.

import { h } from './lib/preact.js';
import { useMemo } from './lib/hooks.js';
import { rows } from './searches.js';
import { useLive } from './live.js';
import { setParams } from './route.js';
import { RangePicker } from './range-picker.js';
import { rangeOf } from './range.js';
import { zoneIsUtc } from './format.js';
import { Choice, Empty, Fault } from './parts.js';
import { Icon } from './icons.js';
import { DIMENSIONS, calendar, figures, hoursQuery } from './spend.js';
import { filterOf } from './filters.js';
import { Figures } from './home-figures.js';
import { Breakdowns, SpendChart } from './home-spend.js';
import { Budgets, Dearest, Unpriced, Violations } from './home-lists.js';
import { Health } from './home-health.js';

const EVERY = 10_000;

export function Home({ params }) {
  const filter = filterOf(params);
  const utc = zoneIsUtc();
  const live = useLive((signal) => load(filter, utc, signal), filter + utc, EVERY);
  const currencies = useMemo(() => [...new Set((live.data?.rows ?? []).map((row) => row.currency))].sort(), [live.data]);
  const currency = params.get('currency') ?? currencies[0] ?? 'USD';
  const shown = live.data && figures(live.data.rows.filter((row) => row.currency === currency), live.data.when);
  const range = rangeOf(params, usual(shown));
  // With two currencies nothing may be added up across them.
  const only = currencies.length > 1 ? `${filter} | where coalesce('genops.cost.currency',"USD")="${currency.replace(/\W/g, '')}" ` : filter;
  // What there is first decides which time is usual; until then the others keep their places and ask nothing.
  const here = { filter, only, range, currency, every: EVERY, ready: Boolean(shown) };
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' },
      h('h1', null, 'Home'),
      h(Filters, { params }),
      h('div', { class: 'page-tools' },
        currencies.length > 1 && h(Choice, { label: 'Currency', options: currencies.map((one) => [one, one]), value: currency, onChange: (one) => setParams({ currency: one }) }),
        h(RangePicker, { range, onChange: setParams }))),
    live.error && !live.data && h(Fault, { error: live.error }),
    live.data && live.data.rows.length === 0 ? h(Nothing, { filter }) : h('div', { class: 'home' },
      h(Figures, { figures: shown, currency, when: live.data?.when }),
      h(SpendChart, here),
      h(Budgets, here),
      h(Breakdowns, { params, ...here }),
      h(Dearest, here),
      h(Violations, here),
      h(Unpriced, here),
      h(Health)));
}

async function load(filter, utc, signal) {
  const when = calendar(Math.floor(Date.now() / 1000), utc);
  return { when, rows: await rows(hoursQuery(when, filter), { earliest: when.lastMonth, latest: when.now }, { signal, maxRows: 20_000 }) };
}

// The shortest usual time that shows all there is, at most a day.
function usual(shown) {
  const old = shown?.first ? Date.now() / 1000 - shown.first : Infinity;
  return { earliest: old <= 3600 ? '-1h' : old <= 4 * 3600 ? '-4h' : old <= 12 * 3600 ? '-12h' : '-24h', latest: '' };
}

function Filters({ params }) {
  const chosen = DIMENSIONS.filter(({ id }) => params.get(id));
  return h('div', { class: 'chips', 'aria-label': 'Filters', role: 'group' }, chosen.map(({ id, title }) =>
    h('button', { key: id, type: 'button', class: 'chip', 'aria-label': `Remove filter ${title}: ${params.get(id)}`, onClick: () => setParams({ [id]: null }) },
      h('span', { class: 'chip-name' }, title), h('bdi', null, params.get(id)), h(Icon, { name: 'close' }))));
}

function Nothing({ filter }) {
  return filter
    ? h(Empty, { title: 'Nothing was spent with these filters since the last month began' }, 'Remove a filter above.')
    : h(Empty, { title: 'No AI call has arrived yet' },
      h('p', null, 'Send the first one with the SDK, or with any OpenTelemetry client, to port 4318. To look around with data of a demo:'),
      h('pre', null, './genops up --demo'));
}
