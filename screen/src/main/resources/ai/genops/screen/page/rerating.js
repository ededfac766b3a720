// What a time would have cost at the prices of a catalogue, or at others that are typed in. Nothing is changed by it.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json } from './api.js';
import { rows } from './searches.js';
import { useLive } from './live.js';
import { change, columnDigits, compact, count, money, plural } from './format.js';
import { Badge, Button, Card, Empty, Loaded } from './parts.js';
import { Rows } from './rows.js';
import { download } from './download.js';
import { keyOf, overridesCsv, priceOf, rated, totals, typed, usedQuery } from './rating.js';

export function Rerating({ catalogues, filter, range }) {
  const [chosen, setChosen] = useState(catalogues[0]?.id ?? '');
  const [own, setOwn] = useState({});
  const query = usedQuery(filter);
  const live = useLive((signal) => load(query, range, chosen, signal), query + JSON.stringify(range) + chosen);
  const set = (key, name) => (event) => setOwn({ ...own, [key]: { ...own[key], [name]: event.target.value } });
  return h(Card, { title: 'Rate again', aside: h('div', { class: 'inline' },
    Object.keys(own).length > 0 && h(Button, { onClick: () => setOwn({}) }, 'Undo what is typed'),
    Object.keys(own).length > 0 && live.data && h(Button, { icon: 'export', onClick: () => download(overridesCsv(live.data, own), 'text/csv', 'price_overrides.csv') }, 'Download as overrides'),
    catalogues.length > 0 && h('select', { 'aria-label': 'Catalogue', value: chosen, onChange: (event) => setChosen(event.target.value) }, catalogues.map((one) => h('option', { key: one.id, value: one.id }, one.id)))) },
  h('p', { class: 'note lead-note' }, 'What the calls of this time would have cost at the catalogue’s prices of today, at your own above them, or at those you type. Nothing is changed.'),
  h(Loaded, { live, lines: 14 }, ({ used, known }) => used.length === 0
    ? h(Empty, { title: 'No call of this time has tokens' })
    : h(Rated, { used, known, own, set })));
}

async function load(query, range, catalogue, signal) {
  const used = await rows(query, range, { signal });
  const calls = used.map((row) => 'call=' + encodeURIComponent(keyOf(row))).join('&');
  const found = catalogue && used.length > 0 ? await json(`/api/prices/find?catalogue=${encodeURIComponent(catalogue)}&${calls}`, { signal }) : { prices: [] };
  const known = new Map(found.prices.filter((price) => price.known).map(({ call, catalogue: from, instead_of: below, known: _, ...amounts }) => [call, { ...numbers(amounts), from, below: below && numbers(below) }]));
  return { used, known };
}

const numbers = (amounts) => Object.fromEntries(Object.entries(amounts).map(([name, value]) => [name, Number(value)]));

function Rated({ used, known, own, set }) {
  const costs = used.map((row) => rated(row, priceOf(known.get(keyOf(row)), own[keyOf(row)])));
  // Only dollars can be compared with prices in dollars.
  const dollars = used.map((row) => (row.currency === 'USD' ? row : { ...row, spent: null }));
  const sum = totals(dollars, costs);
  const digits = columnDigits([...costs, ...dollars.map((row) => row.spent)]);
  const field = (row, name) => {
    const price = known.get(keyOf(row))?.[name];
    const text = own[keyOf(row)]?.[name] ?? '';
    return h('input', { type: 'text', inputMode: 'decimal', class: 'price', 'aria-label': `${name} price of ${row.model} per 1,000 tokens`, placeholder: price ?? 'none', value: text, 'aria-invalid': Number.isNaN(typed(text)) ? 'true' : undefined, onInput: set(keyOf(row), name) });
  };
  const difference = (i) => (costs[i] == null || dollars[i].spent == null ? null : costs[i] - dollars[i].spent);
  return [
    h(Rows, { key: 'rows', label: 'Rate again', list: used, keyOf: (row) => keyOf(row) + row.currency, columns: [
      { title: 'Model', class: 'rated', cell: (row) => [h('b', { key: 'm' }, h('bdi', { class: 'value' }, row.model)), h('div', { key: 'p', class: 'muted small' }, h('bdi', null, row.provider), h(From, { price: known.get(keyOf(row)), own: own[keyOf(row)] }))] },
      { title: 'Calls, tokens', number: true, cell: (row) => [count(row.calls), h('div', { key: 'in', class: 'muted small' }, compact(row.input), ' in'), h('div', { key: 'out', class: 'muted small' }, compact(row.output), ' out')] },
      { title: 'Input / 1K', number: true, cell: (row) => field(row, 'input') },
      { title: 'Output / 1K', number: true, cell: (row) => field(row, 'output') },
      { title: 'Was', number: true, cell: (row) => (row.spent == null ? h('span', { class: 'muted' }, 'unpriced') : money(row.spent, row.currency, digits)) },
      { title: 'Would be', number: true, cell: (row, i) => [costs[i] == null ? h('span', { key: 'c', class: 'muted' }, 'no price') : h('b', { key: 'c' }, money(costs[i], 'USD', digits)), h('div', { key: 'd', class: 'small' }, h(Difference, { by: difference(i), of: dollars[i].spent, digits }))] }] }),
    h('p', { key: 'sum', class: 'sum-line', role: 'status' }, 'Together ', h('b', { class: 'number' }, money(sum.spent)), ' → ', h('b', { class: 'number' }, money(sum.rated)), ' ', h(Difference, { by: sum.rated - sum.spent, of: sum.spent, digits: 2 }),
      sum.left > 0 && h('span', { class: 'muted' }, ` without ${plural(sum.left, 'row')} that have no price on one side or another currency`))];
}

// Which catalogue a price is from, and what an override stands in place of.
function From({ price, own }) {
  if (typed(own?.input) !== undefined || typed(own?.output) !== undefined) {
    return h(Badge, null, 'typed');
  }
  if (!price) {
    return null;
  }
  return price.from !== 'price_overrides' ? h('bdi', null, price.from)
    : [h(Badge, { key: 'own', tone: 'good' }, 'own'), price.below && h('span', { key: 'below' }, `instead of $${price.below.input} / $${price.below.output ?? '–'}`)];
}

function Difference({ by, of, digits }) {
  if (by == null) {
    return h('span', { class: 'muted' }, '–');
  }
  const same = Math.abs(by) < 10 ** -digits / 2;
  return h('span', { class: same ? 'muted' : '' }, same ? 'none' : (by > 0 ? '+' : '−') + money(Math.abs(by), 'USD', digits) + (of > 0 ? ` (${change(by / of)})` : ''));
}
