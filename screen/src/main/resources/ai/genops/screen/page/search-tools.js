// Around a search: what was asked before, examples, and taking the result along.

import { h } from './lib/preact.js';
import { useEffect, useState } from './lib/hooks.js';
import { blob, json } from './api.js';
import { download } from './download.js';
import { read, write } from './store.js';
import { quoted, request, search } from './searches.js';
import { words } from './knowledge.js';
import { useLive } from './live.js';
import { rangeText } from './range.js';
import { Button, Empty, Loaded, Popover } from './parts.js';

const KEPT = 40;
const EXPORTED = 100_000;

export function remember(q, { earliest, latest }) {
  const list = read('history', []).filter((one) => one.q !== q);
  write('history', [{ q, earliest, latest }, ...list].slice(0, KEPT));
}

export function History({ onChoose }) {
  const [open, setOpen] = useState(false);
  const list = open ? read('history', []) : [];
  return h('div', { class: 'anchor' },
    h(Button, { icon: 'history', 'aria-haspopup': 'dialog', 'aria-expanded': String(open), onClick: () => setOpen(!open) }, 'History'),
    h(Popover, { open, onClose: () => setOpen(false), class: 'history right', label: 'Earlier searches' },
      list.length === 0 ? h(Empty, { title: 'No search yet' }, 'What you search in this browser is listed here.')
        : h('ul', null, list.map((one) => h('li', { key: one.q }, h('button', { type: 'button', onClick: () => { setOpen(false); onChoose(one); } },
          h('code', null, one.q), h('span', { class: 'muted' }, rangeText({ earliest: String(one.earliest ?? ''), latest: String(one.latest ?? '') }))))))));
}

// The searches that the configuration has saved. One with placeholders is called with values: `| savedsearch NAME x=1`.
export function Reports({ onChoose }) {
  const [open, setOpen] = useState(false);
  return h('div', { class: 'anchor' },
    h(Button, { icon: 'audit', 'aria-haspopup': 'dialog', 'aria-expanded': String(open), onClick: () => setOpen(!open) }, 'Reports'),
    h(Popover, { open, onClose: () => setOpen(false), class: 'history right', label: 'Saved searches' },
      open && h(ReportList, { onChoose: (one) => { setOpen(false); onChoose(one); } })));
}

function ReportList({ onChoose }) {
  const live = useLive(() => words(), 'words');
  return h(Loaded, { live, lines: 3 }, ({ saved_searches: list }) => (list.length === 0
    ? h(Empty, { title: 'No search is saved yet' }, 'Save one as a report, and everybody finds it here.')
    : h('ul', null, list.map((one) => h('li', { key: one.name }, h('button', { type: 'button', onClick: () => onChoose(opened(one)) },
      h('b', null, h('bdi', null, one.name)), h('code', null, one.text),
      one.query && h('span', { class: 'muted' }, rangeText({ earliest: one.earliest, latest: one.latest }))))))));
}

const opened = ({ name, query, earliest, latest }) => (query ? { q: query, earliest, latest } : { q: `| savedsearch ${quoted(name)}`, earliest: '', latest: '' });

const EXAMPLES = [
  ['Who spends what', 'index=genops_ai genops.cost.total=* | stats sum(genops.cost.total) as cost count as calls by genops.team genops.cost.model | sort - cost'],
  ['The most expensive calls', 'index=genops_ai genops.cost.total=* | sort 20 - genops.cost.total'],
  ['Spend over time by team', 'index=genops_ai genops.cost.total=* | timechart sum(genops.cost.total) as cost by genops.team'],
  ['Slow calls', 'index=genops_ai duration_ms>10000'],
  ['What policies stopped', 'index=genops_ai genops.policy.result=blocked'],
  ['Response times by operation', 'index=genops_ai genops.operation.duration_ms=* | stats p50(genops.operation.duration_ms) as p50 p95(genops.operation.duration_ms) as p95 count by genops.operation.name'],
];

export function Examples({ onChoose }) {
  return h('section', { class: 'examples', 'aria-label': 'Examples' },
    h('p', { class: 'muted' }, 'Search with Splunk’s language. ', h('kbd', null, 'Enter'), ' searches, ', h('kbd', null, 'Ctrl'), ' ', h('kbd', null, 'Space'), ' completes, ', h('kbd', null, '/'), ' comes back here.'),
    h('ul', null, EXAMPLES.map(([title, query]) => h('li', { key: title }, h('button', { type: 'button', class: 'card', onClick: () => onChoose(query) }, h('b', null, title), h('code', null, query))))));
}

export function Export({ query, range, result }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState('');
  const [parquet, setParquet] = useState(false);
  useEffect(() => {
    if (open) {
      offersParquet().then(setParquet);
    }
  }, [open]);
  const take = async (kind) => {
    setOpen(false);
    setBusy('Exporting …');
    try {
      if (kind === 'parquet') {
        const data = await blob('/api/search?output=parquet', { body: request(query, range, EXPORTED) });
        download(data, data.type, 'genops-search.parquet');
        setBusy('');
        return;
      }
      const whole = result.truncated || result.rows.length >= 500 ? await search(query, range, { maxRows: EXPORTED }) : result;
      download(kind === 'csv' ? csv(whole) : ndjson(whole), kind === 'csv' ? 'text/csv' : 'application/x-ndjson', 'genops-search.' + kind);
      setBusy(whole.truncated ? `Cut off after ${EXPORTED.toLocaleString()} rows` : '');
    } catch (error) {
      setBusy(error.message.split('\n')[0]);
    }
  };
  return h('div', { class: 'anchor' },
    busy && h('span', { class: 'note', role: 'status' }, busy),
    h(Button, { icon: 'export', 'aria-haspopup': 'dialog', 'aria-expanded': String(open), onClick: () => setOpen(!open) }, 'Export'),
    h(Popover, { open, onClose: () => setOpen(false), class: 'menu right', label: 'Export' },
      h('button', { type: 'button', onClick: () => take('csv') }, 'CSV', h('span', { class: 'muted' }, ' with a header')),
      h('button', { type: 'button', onClick: () => take('json') }, 'JSON', h('span', { class: 'muted' }, ' an object a line')),
      parquet && h('button', { type: 'button', onClick: () => take('parquet') }, 'Parquet', h('span', { class: 'muted' }, ' for notebooks'))));
}

// Whether this server writes Parquet: its API's document says so.
let offered = null;

function offersParquet() {
  offered ??= json('/api/openapi.json').then((api) => JSON.stringify(api.paths['/api/search']).includes('parquet'))
    .catch(() => { offered = null; return false; });
  return offered;
}

// Numbers as the server wrote them: a double would lose digits of a sum.
function exactRows({ text }) {
  const source = (_, value, context) => (typeof value === 'number' && context?.source !== undefined ? { number: context.source } : value);
  return JSON.parse(text, source).rows;
}

const isNumber = (value) => value !== null && typeof value === 'object' && 'number' in value;

// RFC 4180. What a spreadsheet would take for a formula gets an apostrophe.
export function csv(result) {
  const cell = (value) => {
    const text = value == null ? '' : isNumber(value) ? value.number : Array.isArray(value) ? value.map((one) => (isNumber(one) ? one.number : one)).join('\n') : String(value);
    const safe = !isNumber(value) && /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
  };
  return [result.fields.map((field) => cell(field.name)), ...exactRows(result).map((row) => row.map(cell))].map((row) => row.join(',')).join('\r\n') + '\r\n';
}

export function ndjson(result) {
  const written = (value) => (isNumber(value) ? value.number : Array.isArray(value) ? '[' + value.map(written).join(',') + ']' : JSON.stringify(value));
  return exactRows(result).map((row) => '{' + row.map((value, i) => (value == null ? '' : JSON.stringify(result.fields[i].name) + ':' + written(value))).filter(Boolean).join(',') + '}').join('\n') + '\n';
}
