// Lookups: the tables that events are enriched from, and their rows.

import { h } from './lib/preact.js';
import { json } from './api.js';
import { search } from './searches.js';
import { useLive } from './live.js';
import { Link, address } from './route.js';
import { bytes, count, instant, plural } from './format.js';
import { Badge, Card, Empty, Fault, Loaded, Time } from './parts.js';
import { Cli, Rows } from './rows.js';
import { Reload } from './reload.js';
import { Upload } from './lookup-upload.js';
import { Table } from './table.js';

const SHOWN = 1000;

export function Lookups({ session }) {
  const live = useLive((signal) => json('/api/status', { signal }), 'status', 10_000);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Lookups'), session?.admin && h('div', { class: 'page-tools' }, live.data && h(Upload, { lookups: live.data.lookups, onDone: live.again }), h(Reload, { onDone: live.again }))),
    h(Loaded, { live, lines: 6 }, ({ lookups }) => [
      h(Card, { key: 'list', title: 'Tables', aside: plural(lookups.length, 'lookup') }, lookups.length === 0
        ? h(Empty, { title: 'No lookup is configured' }, 'A file ', h('code', null, 'lookups/NAME.csv'), ' in the configuration’s folder is enough to make one; an administrator can upload it.')
        : h(Rows, { label: 'Lookups', list: lookups, keyOf: (one) => one.id, columns: [
          { title: 'Lookup', cell: (one) => [h(Link, { key: 'l', to: '/lookups/' + encodeURIComponent(one.id), class: 'strong' }, one.id), one.last_error && h('div', { key: 'e', class: 'bad small' }, one.last_error)] },
          { title: 'Rows', number: true, cell: (one) => count(one.rows) },
          { title: 'Memory', number: true, cell: (one) => bytes(one.bytes) },
          { title: 'Read again', number: true, cell: (one) => count(one.reloads) },
          { title: 'Failed', number: true, cell: (one) => (one.failed_reloads > 0 ? h(Badge, { tone: 'bad' }, count(one.failed_reloads)) : h('span', { class: 'muted' }, '0')) },
          { title: 'Last read', class: 'nowrap', cell: (one) => (one.last_reload ? h(Time, { at: instant(one.last_reload), shape: 'minute' }) : h('span', { class: 'muted' }, 'at the start')) }] })),
      h('p', { key: 'note', class: 'note' }, 'A changed file is read again by itself; a file that cannot be used changes nothing, and is told here.'),
      h(Cli, { key: 'cli' }, ['./genops lookup list', './genops lookup upload FILE --reason TEXT', './genops reload'])]));
}

export function Lookup({ id }) {
  const query = `| inputlookup ${id}`;
  const live = useLive((signal) => search(query, {}, { signal, maxRows: SHOWN }), id);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, h('bdi', null, id)), h('div', { class: 'page-tools' },
      h(Link, { to: address('/search', { q: query }), class: 'button' }, 'Open in Search'), h(Link, { to: '/lookups', class: 'button' }, 'All lookups'))),
    live.error && !live.data ? h(Fault, { error: live.error }) : h(Loaded, { live, lines: 10 }, (result) => result.rows.length === 0
      ? h(Empty, { title: 'It has no rows' })
      : [h('p', { key: 'n', class: 'muted' }, plural(result.rows.length, 'row') + (result.truncated ? ', the first of more' : '')), h(Table, { key: 't', result })]),
    h(Cli, null, [`./genops lookup get ${id} KEY`]));
}
