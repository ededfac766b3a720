// Prices: the catalogues there are, one's own prices above them, calls without a price, and what a time would have cost
// at other prices.

import { h } from './lib/preact.js';
import { json } from './api.js';
import { rows } from './searches.js';
import { useLive } from './live.js';
import { Link, address, setParams } from './route.js';
import { rangeOf } from './range.js';
import { RangePicker } from './range-picker.js';
import { count, instant, money, plural } from './format.js';
import { Badge, Card, Empty, Fault, Loaded, Time } from './parts.js';
import { Icon } from './icons.js';
import { Cli, Rows } from './rows.js';
import { filterOf } from './filters.js';
import { Rerating } from './rerating.js';
import { unpricedSearch } from './spend.js';

export function Prices({ params }) {
  const range = rangeOf(params, { earliest: '-30d', latest: '' });
  const filter = filterOf(params);
  const live = useLive((signal) => json('/api/prices', { signal }), 'prices', 30_000);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Prices'), h('div', { class: 'page-tools' }, h(RangePicker, { range, onChange: setParams }))),
    h(Unpriced, { filter, range }),
    h(Loaded, { live, lines: 6 }, ({ catalogues }) => [
      h(Own, { key: 'own', one: catalogues.find((one) => one.overrides) }),
      h(Rerating, { key: 'rerating', catalogues: catalogues.filter((one) => !one.problem).sort((a, b) => a.overrides - b.overrides), filter, range }),
      h(Catalogues, { key: 'catalogues', list: catalogues.filter((one) => !one.overrides), filter, range })]));
}

// What counts before every catalogue, and the file it comes from.
function Own({ one }) {
  return h(Card, { title: 'Your own prices', aside: one && h('span', null, h('code', null, 'lookups/' + one.file), ', changed ', h(Time, { at: instant(one.changed_at), shape: 'minute' })) },
    !one ? h(Empty, { title: 'No price is overridden' }, 'A file ', h('code', null, 'lookups/price_overrides.csv'), ' with the columns of a catalogue counts before every catalogue. Type prices below and download them as one.')
      : one.problem ? h(Fault, { error: { message: one.problem } })
        : [h(TableRows, { key: 'rows', id: one.id }),
          h('p', { key: 'note', class: 'note' }, 'They count before every catalogue, wherever the processor ', h('code', null, 'cost'), ' prices and when calls are rated again. What is in further columns, a contract or a name, is shown and has no effect.')]);
}

const ofCatalogue = (filter) => `index=genops_ai genops.cost.total=* ${filter} | eval by=coalesce('genops.cost.catalogue',"(the caller)"), currency=coalesce('genops.cost.currency',"USD") | stats count as calls sum(genops.cost.total) as spent by by currency | sort - spent`;

function Catalogues({ list, filter, range }) {
  const query = ofCatalogue(filter);
  const used = useLive((signal) => rows(query, range, { signal }), query + JSON.stringify(range), 30_000);
  return [
    h(Card, { key: 'list', title: 'Catalogues', aside: plural(list.length, 'catalogue') }, list.length === 0
      ? h(Empty, { title: 'No catalogue is configured' }, 'A file ', h('code', null, 'lookups/model_pricing.csv'), ' is one.')
      : list.map((one) => h(Catalogue, { key: one.id, one })),
    h('p', { class: 'note' }, 'A pipeline prices with the catalogue that its processor ', h('code', null, 'cost'), ' names. The shipped pipelines price nothing: calls come with what the SDK has priced.'),
    h(Cli, null, ['./genops lookup get model_pricing openai gpt-4'])),
    h(Card, { key: 'used', title: 'Who has priced' }, h(Loaded, { live: used, lines: 3 }, (found) => found.length === 0
      ? h(Empty, { title: 'No priced call in this time' })
      : h(Rows, { label: 'Who has priced', list: found, keyOf: (row) => row.by + row.currency, columns: [
        { title: 'Catalogue, with the hash of its content', cell: (row) => h('bdi', { class: 'value' }, row.by) },
        { title: 'Calls', number: true, cell: (row) => count(row.calls) },
        { title: 'Spent', number: true, cell: (row) => money(row.spent, row.currency) }] })))];
}

function Catalogue({ one }) {
  return h('details', { class: 'catalogue', open: one.form === 'table' && !one.problem },
    h('summary', null, h('b', null, one.id), h(Badge, null, one.form === 'table' ? 'table' : 'JSON'), h('span', { class: 'muted small' }, 'changed ', h(Time, { at: instant(one.changed_at), shape: 'minute' })), one.version && h('span', { class: 'mono small muted' }, one.version)),
    one.problem ? h(Fault, { error: { message: one.problem } })
      : one.form === 'table' ? h(TableRows, { id: one.id })
        : h('p', { class: 'note' }, 'Its models are found by names and patterns, so it is not listed. Choose it above to see its price of every model that was used.'));
}

const DAYS = [`effective_from`, `effective_to`];

function TableRows({ id }) {
  const live = useLive((signal) => rows(`| inputlookup ${id}`, {}, { signal, maxRows: 1000 }), id);
  return h(Loaded, { live, lines: 5 }, (list) => {
    const names = Object.keys(list[0] ?? {});
    const isPrice = (name) => /cost/.test(name);
    return [h(Rows, { key: 'rows', label: id, list, columns: names.map((name) => ({ title: name.replace('_cost_per_1k', ' / 1K tokens').replaceAll('_', ' '), number: isPrice(name) || name === 'context_window', cell: (row) => (row[name] == null ? h('span', { class: 'muted' }, '–') : isPrice(name) ? '$' + row[name] : h('bdi', null, row[name])) })) }),
      !DAYS.some((name) => names.includes(name)) && h('p', { key: 'dates', class: 'note' }, 'It has no days: its prices hold at all times. Columns ', h('code', null, `effective_from`), ' and ', h('code', null, `effective_to`), ' give them some.')];
  });
}

function Unpriced({ filter, range }) {
  const query = unpricedSearch(filter) + ' | eval model=coalesce(\'genops.cost.model\',"(no name)"), reason=coalesce(\'genops.cost.unpriced\',"no cost was told") | stats count as calls sum(genops.tokens.input) as input sum(genops.tokens.output) as output latest(_time) as at by model reason | sort 50 - calls';
  const live = useLive((signal) => rows(query, range, { signal }), query + JSON.stringify(range), 30_000);
  return h(Card, { title: 'Models without a price', aside: h(Link, { to: address('/search', { q: unpricedSearch(filter), ...range }), 'aria-label': 'Calls without a price in Search' }, 'Search') },
    h(Loaded, { live, lines: 2 }, (list) => list.length === 0
      ? h('p', { class: 'fine' }, h(Icon, { name: 'check' }), 'Every call with tokens in this time has a price.')
      : h(Rows, { label: 'Models without a price', list, keyOf: (row) => row.model + row.reason, columns: [
        { title: 'Model', cell: (row) => h('b', null, h('bdi', { class: 'value' }, row.model)) },
        { title: 'Why', cell: (row) => h('bdi', { class: 'value small muted' }, row.reason) },
        { title: 'Calls', number: true, cell: (row) => count(row.calls) },
        { title: 'Input tokens', number: true, cell: (row) => count(row.input) },
        { title: 'Output tokens', number: true, cell: (row) => count(row.output) },
        { title: 'Last', class: 'nowrap', cell: (row) => h(Time, { at: row.at, relative: true }) }] })));
}
