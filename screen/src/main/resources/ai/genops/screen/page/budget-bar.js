// A budget as a bar: what was spent, what is reserved, and the limit.

import { h } from './lib/preact.js';
import { count, decimal, money, percent } from './format.js';
import { Meter, Time } from './parts.js';
import { Link } from './route.js';

const WARN_AT = 0.8;

// An amount in a budget's unit, which need not be a currency.
export function inUnit(value, unit) {
  return /^[A-Z]{3}$/.test(unit) ? money(value, unit) : `${value >= 1000 ? count(value) : decimal(value, 3)} ${unit}`;
}

export function toneOf(share) {
  return share >= 1 ? 'bad' : share >= WARN_AT ? 'warn' : '';
}

// `to`: where a click on its name leads; `note`: said instead of when it was told.
export function BudgetBar({ budget: { name, allocated, consumed, reserved, period, currency, at }, to, note }) {
  const share = allocated > 0 ? consumed / allocated : consumed > 0 ? 1 : 0;
  const tone = toneOf(share);
  const unit = currency ?? 'USD';
  const text = `${inUnit(consumed, unit)} of ${inUnit(allocated, unit)}, ${percent(share)}`;
  const shown = h('bdi', { class: 'clip', title: name }, name);
  return h('li', null,
    h('div', { class: 'budget-head' }, to ? h(Link, { to, class: 'clip' }, shown) : shown, h('b', { class: 'number ' + tone }, percent(share))),
    h(Meter, { share, held: reserved && allocated > 0 ? reserved / allocated : 0, tone, text: name + ': ' + text }),
    h('div', { class: 'budget-note' },
      h('span', null, `${inUnit(consumed, unit)} of ${inUnit(allocated, unit)}` + (reserved ? `, ${inUnit(reserved, unit)} reserved` : '') + (period ? ' per ' + period : '')),
      share > 1 ? h('span', { class: 'bad' }, inUnit(consumed - allocated, unit) + ' over') : note ?? h(Time, { at, relative: true })));
}
