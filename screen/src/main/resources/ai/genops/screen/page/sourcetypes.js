// Source types: what events are filed under, since when, where, and who files so.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { Link, address, setParams } from './route.js';
import { rangeOf } from './range.js';
import { RangePicker } from './range-picker.js';
import { term } from './searches.js';
import { compact, count, instant, plural } from './format.js';
import { Badge, Card, Empty, Figure, Loaded, Time } from './parts.js';
import { Cli, Rows } from './rows.js';

const FEW = 3;
const LONG = 40;
const USUAL = 'genops:telemetry';
const EVERY = 30_000;

export function Sourcetypes({ params }) {
  const range = rangeOf(params, { earliest: '-7d', latest: '' });
  const query = new URLSearchParams(Object.entries(range).filter(([, value]) => value !== '')).toString();
  const live = useLive((signal) => json('/api/sourcetypes?' + query, { signal }), 'sourcetypes' + query, EVERY);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Source types'), h('div', { class: 'page-tools' }, h(RangePicker, { range, onChange: setParams }))),
    h(Loaded, { live, lines: 8 }, ({ sourcetypes, truncated }) => h(All, { list: sourcetypes, truncated, range })),
    h('p', { class: 'note' }, 'A source type is what its sender says, else what its token says, else ', h('code', null, USUAL), '. Events are kept as they came: no ', h('code', null, 'props.conf'), ' parses them by their source type; pipelines take fields out of them on their way, searches (', h('code', null, 'rex'), ', ', h('code', null, 'spath'), ') when they are read.'),
    h(Cli, null, [`./genops sourcetypes --earliest ${range.earliest || 0}${range.latest ? ' --latest ' + range.latest : ''}`]));
}

function All({ list, truncated, range }) {
  const [wanted, setWanted] = useState('');
  if (list.length === 0) {
    return h(Nothing);
  }
  const none = list.every((one) => one.events === 0);
  const word = wanted.trim().toLowerCase();
  const shown = list.filter((one) => [one.name, ...one.indexes, ...one.sources, ...one.tokens.map(({ token }) => token)].some((text) => text.toLowerCase().includes(word)));
  const indexes = new Set(list.flatMap((one) => one.indexes));
  return h('div', { class: 'stacked' },
    h('dl', { class: 'figure-row card' },
      h(Figure, { name: 'Source types' }, count(list.length) + (truncated ? ' and more' : '')), h(Figure, { name: 'Events' }, compact(list.reduce((sum, one) => sum + one.events, 0))),
      h(Figure, { name: 'Indexes' }, count(indexes.size))),
    none && h(Nothing),
    h(Card, { title: 'Source types', label: 'List of source types', aside: h('input', { type: 'search', placeholder: 'Find', 'aria-label': 'Find a source type by its name, index, source or token', value: wanted, onInput: (event) => setWanted(event.target.value) }) },
      shown.length === 0 ? h(Empty, { title: `None of ${plural(list.length, 'source type')} has “${wanted.trim()}”` })
        : h(Rows, { label: 'Source types', list: shown, keyOf: (one) => one.name, columns: columns(range) })));
}

function Nothing() {
  return h(Empty, { title: 'No event in this time' }, 'Choose a longer time above, or send events: ', h(Link, { to: '/sources' }, 'Sources'), ' says what arrives.');
}

const columns = (range) => [
  { title: 'Source type', cell: (one) => h(Link, { to: searchOf(one, one.indexes, range), class: 'strong' }, h('bdi', { class: words(one.name) }, one.name)) },
  { title: 'Events', number: true, cell: (one) => (one.events > 0 ? count(one.events) : h('span', { class: 'muted' }, 'none')) },
  { title: 'First', class: 'nowrap', cell: (one) => h(Time, { at: instant(one.first_time), shape: 'minute' }) },
  { title: 'Last', class: 'nowrap', cell: (one) => h(Time, { at: instant(one.last_time), relative: true }) },
  { title: 'Indexes', cell: (one) => listed(one.indexes.map((index) => h(Link, { key: index, to: searchOf(one, [index], range) }, h('bdi', null, index)))) },
  { title: 'Sources', cell: sources },
  { title: 'Given by', cell: given },
];

// A name is broken only where it would make the table wide.
const words = (name) => (name.length > LONG ? 'value' : 'nowrap');

// Who files so.
function given(one) {
  const tokens = one.tokens.map(({ source, token }) => h('div', { key: source + token }, h(Badge, null, 'token'), ' ', h('bdi', { class: words(`${source}/${token}`) }, `${source}/${token}`)));
  return [one.name === USUAL ? h('div', { key: 'usual', class: 'muted' }, 'OTLP that names none') : tokens.length === 0 && h('span', { key: 'sender', class: 'muted' }, 'its sender'), tokens];
}

const searchOf = (one, indexes, range) => address('/search', { q: `${indexes.length === 1 ? 'index=' + indexes[0] : 'index=* OR index=_*'} ${term('sourcetype', one.name)}`, ...range });

const listed = (parts) => (parts.length === 0 ? '–' : parts.flatMap((part, i) => (i > 0 ? [', ', part] : [part])));

function sources({ sources: names, source_count: all }) {
  const text = (list) => h('bdi', { class: 'value small' }, list.join(', '));
  return all === 0 ? '–' : names.length <= FEW && all <= FEW ? text(names)
    : h('details', null, h('summary', null, text(names.slice(0, FEW)), ` and ${count(all - FEW)} more`), text(names.slice(FEW)), all > names.length && ` and ${count(all - names.length)} more`);
}
