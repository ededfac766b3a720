// The four figures at the top, each beside the period before it.

import { h } from './lib/preact.js';
import { arrow, count, money, moneyCompact, plural, time } from './format.js';
import { Spark } from './chart.js';
import { Skeleton } from './parts.js';
import { changeOf } from './spend.js';

export function Figures({ figures, currency, when }) {
  if (!figures) {
    return h('div', { class: 'figures' }, [0, 1, 2, 3].map((i) => h('section', { key: i, class: 'card kpi' }, h(Skeleton, { lines: 3 }))));
  }
  const { hour, hourBefore, today, yesterday, month, lastMonth, hours } = figures;
  return h('div', { class: 'figures' },
    h(Kpi, { name: 'Last hour', value: money(hour.cost, currency), unit: '/ h', now: hour, before: hourBefore, than: 'the hour before', currency },
      h(Spark, { values: hours, label: 'Spend per hour over the last 24 hours' })),
    h(Kpi, { name: 'Today', value: moneyCompact(today.cost, currency), now: today, before: yesterday, than: 'yesterday by now', currency },
      h('p', { class: 'note' }, plural(today.calls, 'call'))),
    h(Kpi, { name: 'This month', value: moneyCompact(month.cost, currency), now: month, before: lastMonth, than: 'last month by now', currency },
      h('p', { class: 'note' }, plural(month.calls, 'call') + ' since ' + time(when.month, 'day'))),
    h(Forecast, { figures, currency, when }));
}

function Kpi({ name, value, unit, now, before, than, currency, children }) {
  return h('section', { class: 'card kpi', 'aria-label': name },
    h('h2', null, name),
    h('p', { class: 'kpi-value', title: money(now.cost, currency, 6) }, value, unit && h('small', null, ' ' + unit)),
    h(Change, { value: now.cost, before: before.cost, than, currency }),
    children);
}

// More spending is not good and not bad: the arrow says which way, no colour judges.
function Change({ value, before, than, currency }) {
  const share = changeOf(value, before);
  return h('p', { class: 'kpi-change' }, share == null
    ? h('span', { class: 'muted' }, 'no spend ' + than)
    : [h('b', { key: 'share' }, arrow(share)), h('span', { key: 'than', class: 'muted', title: money(before, currency) }, ` vs ${money(before, currency)} ${than}`)]);
}

function Forecast({ figures: { forecast, month, lastMonthWhole }, currency, when }) {
  const name = 'Forecast for ' + time(when.now, 'month');
  if (!forecast) {
    return h('section', { class: 'card kpi', 'aria-label': name }, h('h2', null, name), h('p', { class: 'kpi-value muted' }, '–'),
      h('p', { class: 'note' }, 'Two whole hours of calls are needed.'));
  }
  const scale = Math.max(forecast.high, lastMonthWhole.cost) || 1;
  const at = (value) => (100 * value) / scale + '%';
  const text = `${money(month.cost, currency)} spent; with 80 % probability between ${money(forecast.low, currency)} and ${money(forecast.high, currency)}`;
  return h('section', { class: 'card kpi', 'aria-label': name },
    h('h2', null, name),
    h('p', { class: 'kpi-value' }, moneyCompact(forecast.end, currency)),
    h('p', { class: 'kpi-change' }, h('b', null, interval(forecast, currency)), h('span', { class: 'muted' }, ' in 8 of 10 cases')),
    h('div', { class: 'interval', role: 'img', 'aria-label': text, title: text },
      h('span', { class: 'spent', style: { width: at(month.cost) } }),
      h('span', { class: 'likely', style: { left: at(forecast.low), width: `calc(${at(forecast.high)} - ${at(forecast.low)})` } }),
      h('span', { class: 'end', style: { left: at(forecast.end) } })),
    h('p', { class: 'note' }, `from ${count(forecast.n)} ${forecast.unit}s` + (lastMonthWhole.cost > 0 ? `; last month ${moneyCompact(lastMonthWhole.cost, currency)}` : '')));
}

// Both ends written the same way.
function interval({ low, high }, currency) {
  const least = high >= 10_000 ? 0 : Infinity;
  return `${moneyCompact(low, currency, least)} – ${moneyCompact(high, currency, least)}`;
}
