// Audit: whether what is kept is what was written, who changed what, and what was deleted.

import { h } from './lib/preact.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { bytes, count, instant, plural } from './format.js';
import { Card, Empty, Loaded, Time } from './parts.js';
import { Cli, Rows } from './rows.js';
import { Changes } from './changes.js';
import { Proof, useProofs } from './proof.js';

export function Audit() {
  const lake = useLive((signal) => json('/api/lake', { signal }), 'lake', 30_000);
  const trails = useLive((signal) => json('/api/audit', { signal }), 'trails', 30_000);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Audit')),
    lake.data ? h(LakeChains, { datasets: lake.data.datasets }) : h(Pending, { title: 'Chains of the lake', live: lake }),
    trails.data ? h(Trails, { list: trails.data.trails }) : h(Pending, { title: 'Trails in files', live: trails }),
    h(Changes),
    lake.data ? h(Deletions, { list: lake.data.deletions }) : h(Pending, { title: 'Deleted by retention', live: lake, lines: 1 }));
}

function Pending({ title, live, lines = 7 }) {
  return h(Card, { title }, h(Loaded, { live, lines }));
}

// Each dataset's files are a chain of hashes.
function LakeChains({ datasets }) {
  const { proofs, busy, prove } = useProofs((name) => `/api/lake/${encodeURIComponent(name)}/verify`);
  const chained = datasets.filter((one) => one.files > 0);
  return h(Card, { title: 'Chains of the lake', aside: chained.length > 0 && h('button', { type: 'button', class: 'button', disabled: busy !== null, onClick: () => prove(chained.map((one) => one.name)) }, busy !== null ? 'Verifying …' : 'Verify all') },
    chained.length === 0 ? h(Empty, { title: 'No dataset has files yet' }, 'Rows enter the chain when they move into files, within minutes: ', h('code', null, './genops lake roll'), ' does it now.')
      : h(Rows, { label: 'Chains of the lake', list: chained, keyOf: (one) => one.name, columns: [
        { title: 'Dataset', cell: (one) => h('b', null, one.name) },
        { title: 'Files', number: true, cell: (one) => count(one.files) },
        { title: 'Rows in files', number: true, cell: (one) => count(one.file_rows) },
        { title: 'Size', number: true, cell: (one) => bytes(one.file_bytes) },
        { title: 'Chain', cell: (one) => h(Proof, { proof: proofs[one.name], busy: busy === one.name, name: one.name, onProve: () => prove([one.name]), say: lakeWords, breaks: (found) => found.breaks.map((each) => `${each.path}: ${each.what}`) }) }] }),
    h('p', { class: 'note' }, 'Each file’s hash covers the one before. Note the head somewhere else: only with it can be seen that a whole chain was made anew.'),
    h(Cli, null, ['./genops lake verify genops_audit']));
}

const lakeWords = (found) => ({ holds: found.holds, text: `${plural(found.files, 'file')}, ${plural(found.rows, 'row')}` + (found.gone > 0 ? `; ${plural(found.gone, 'file')} deleted by retention` : ''), head: found.head });

// What the processor `chain` let through, in files of this machine.
function Trails({ list }) {
  const { proofs, busy, prove } = useProofs((name) => `/api/audit/${encodeURIComponent(name)}/verify`);
  return h(Card, { title: 'Trails in files', aside: list.length > 0 && plural(list.length, 'destination') }, list.length === 0
    ? h(Empty, { title: 'No destination writes lines into files here' }, 'A destination of type ', h('code', null, 'file'), ' behind the processor ', h('code', null, 'chain'), ' makes a trail that can be proven.')
    : h(Rows, { label: 'Trails in files', list, keyOf: (one) => one.destination, columns: [
      { title: 'Destination', cell: (one) => h('b', null, one.destination) },
      { title: 'Files', cell: (one) => h('details', null, h('summary', null, plural(one.files.length, 'file')), h('ul', { class: 'small' }, one.files.map((file) => h('li', { key: file }, h('bdi', { class: 'mono value' }, file))))) },
      { title: 'Size', number: true, cell: (one) => bytes(one.bytes) },
      { title: 'Chains', cell: (one) => h(Proof, { proof: proofs[one.destination], busy: busy === one.destination, name: one.destination, onProve: () => prove([one.destination]), say: trailWords, breaks: trailBreaks }) }] }),
  h(Cli, null, ['./genops audit verify FILE...']));
}

const trailWords = (found) => ({ holds: found.intact, none: found.chains.length === 0 && found.intact, text: found.chains.length === 0 ? 'no line is in a chain' : `${plural(found.chains.length, 'chain')}, ${plural(found.chains.reduce((sum, one) => sum + one.events, 0), 'event')}` + (found.others > 0 ? `; ${plural(found.others, 'line')} in none` : ''), head: found.chains.at(-1)?.head });

function trailBreaks(found) {
  return [...found.chains.map((one) => one.break).filter(Boolean), ...found.breaks].map((one) => `${one.kind} at ${one.file}:${one.line}: ${one.message}`);
}

function Deletions({ list }) {
  return h(Card, { title: 'Deleted by retention', aside: list.length > 0 && plural(list.length, 'deletion') }, list.length === 0
    ? h('p', { class: 'muted' }, 'Nothing was deleted.')
    : h(Rows, { label: 'Deleted by retention', list: list.slice(-50).reverse(), columns: [
      { title: 'When', class: 'nowrap', cell: (one) => h(Time, { at: instant(one.deleted), shape: 'minute' }) },
      { title: 'Dataset', cell: (one) => one.dataset },
      { title: 'Why', cell: (one) => one.why },
      { title: 'Rows', number: true, cell: (one) => count(one.rows) },
      { title: 'Size', number: true, cell: (one) => bytes(one.bytes) },
      { title: 'From', class: 'nowrap', cell: (one) => h(Time, { at: instant(one.first_time), shape: 'minute' }) },
      { title: 'To', class: 'nowrap', cell: (one) => h(Time, { at: instant(one.last_time), shape: 'minute' }) }] }));
}
