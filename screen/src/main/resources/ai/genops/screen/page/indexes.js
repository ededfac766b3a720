// Indexes: what each dataset of the lake holds, how long, and how much room that takes.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { Link, address } from './route.js';
import { bytes, count, instant, plural } from './format.js';
import { Button, Card, Empty, Fault, Figure, Loaded, Time } from './parts.js';
import { Cli, Rows } from './rows.js';

const ends = (one) => Boolean(one.retention) || one.max_bytes > 0;

function kept(one) {
  return ends(one) ? [one.retention, one.max_bytes > 0 && 'at most ' + bytes(one.max_bytes)].filter(Boolean).join(', ') : 'for ever';
}

// Where files go before they are deleted.
function frozen(one) {
  return one.frozen_path ? [h('bdi', { key: 'p', class: 'value mono' }, one.frozen_path), !ends(one) && ', not reached: nothing is ever deleted']
    : ends(one) && one.frozen_path === '' ? 'none: deleted' : null;
}

export function Indexes() {
  const live = useLive((signal) => json('/api/lake', { signal }), 'lake', 10_000);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Indexes')),
    h(Loaded, { live, lines: 8 }, ({ datasets }) => h(All, { datasets, onChanged: live.again })));
}

function All({ datasets, onChanged }) {
  const [busy, setBusy] = useState(null);
  const [said, setSaid] = useState(null);
  const roll = async (dataset) => {
    setBusy(dataset);
    try {
      const done = await json('/api/lake/roll', { body: { dataset } });
      setSaid({ text: done.rows === 0 ? `${dataset} had no rows to move.` : `${plural(done.rows, 'row')} of ${dataset} are in ${plural(done.files, 'file')} now, ${bytes(done.bytes)}.` });
    } catch (error) {
      setSaid({ error });
    }
    setBusy(null);
    onChanged();
  };
  const sum = (name) => datasets.reduce((total, one) => total + one[name], 0);
  if (datasets.length === 0) {
    return h(Empty, { title: 'The lake is empty' }, 'An index begins with the first event that a route takes to it.');
  }
  return h('div', { class: 'stacked' },
    h('dl', { class: 'figure-row card' },
      h(Figure, { name: 'Indexes' }, count(datasets.length)), h(Figure, { name: 'Rows' }, count(sum('live_rows') + sum('file_rows'))),
      h(Figure, { name: 'Not yet in files' }, count(sum('live_rows'))), h(Figure, { name: 'Files' }, count(sum('files'))), h(Figure, { name: 'Size of files' }, bytes(sum('file_bytes')))),
    said && (said.error ? h(Fault, { error: said.error }) : h('p', { class: 'said', role: 'status' }, said.text)),
    h(Card, { title: 'Datasets' }, h(Rows, { label: 'Datasets', list: datasets, keyOf: (one) => one.name, columns: [
      { title: 'Index', cell: (one) => [h(Link, { key: 'l', to: address('/search', { q: 'index=' + one.name, earliest: '-24h' }), class: 'strong' }, one.name), one.error && h('div', { key: 'e', class: 'bad small' }, one.error)] },
      { title: 'Kept, frozen path', cell: (one) => [h('div', { key: 'k', class: 'nowrap' }, kept(one)), h('div', { key: 'f', class: 'small muted' }, frozen(one))] },
      { title: 'Rows', number: true, cell: (one) => count(one.live_rows + one.file_rows) },
      { title: 'Live', number: true, cell: (one) => h('span', { class: one.live_rows > 0 ? '' : 'muted' }, count(one.live_rows)) },
      { title: 'Files', number: true, cell: (one) => count(one.files) },
      { title: 'Size', number: true, cell: (one) => bytes(one.file_bytes) },
      { title: 'Bytes a row', number: true, cell: (one) => (one.file_rows > 0 ? count(one.file_bytes / one.file_rows) : '–') },
      { title: 'From', class: 'nowrap', cell: (one) => h(Time, { at: instant(one.first_time), shape: 'minute' }) },
      { title: 'To', class: 'nowrap', cell: (one) => h(Time, { at: instant(one.last_time), shape: 'minute' }) },
      { title: 'Last moved', class: 'nowrap', cell: (one) => (one.last_roll ? h(Time, { at: instant(one.last_roll), relative: true }) : h('span', { class: 'muted' }, 'not yet')) },
      { title: 'Action', cell: (one) => h(Button, { disabled: busy !== null || one.live_rows === 0, 'aria-label': 'Move rows of ' + one.name + ' into files', onClick: () => roll(one.name) }, busy === one.name ? 'Moving …' : 'Move into files') }] })),
    h('p', { class: 'note' }, 'Size is that of the files; rows that are not in files yet lie in the database. A file whose time is over is copied to the frozen path, where there is one, and then deleted. Both stand in ', h('code', null, 'datasets'), ' of the lake’s destination, or in its ', h('code', null, 'indexes.conf'), '.'),
    h(Cli, null, ['./genops lake list', './genops lake roll', './genops lake retention']));
}
