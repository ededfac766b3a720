// A search that is kept: as a report, an alert, or a panel of a dashboard. Each is a piece of the configuration, shown as
// it would stand there, and can be written there where the server lets files be changed.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { Link } from './route.js';
import { forgetWords } from './knowledge.js';
import { commandsOf } from './spl.js';
import { Button, Dialog, Fault, Popover } from './parts.js';
import { BY } from './reason.js';
import { Problems } from './yaml-editor.js';
import { download } from './download.js';

// `key` is what the server calls it, `path` where it stands in the configuration.
const KINDS = {
  report: { key: 'report', title: 'Save as report', text: conf, file: () => 'savedsearches.conf', type: 'text/plain',
    path: (id) => `searches/${id}/savedsearches.conf`,
    hint: 'In the configuration it stands in a file savedsearches.conf below searches/; `| savedsearch "NAME"` runs it.',
    done: () => 'It is listed under Reports.' },
  alert: { key: 'alert', title: 'Save as alert', text: alert, file: ({ name }) => idOf(name) + '.yaml', type: 'application/yaml',
    path: (id) => `alerts/${id}.yaml`, hint: 'In the configuration it stands in alerts/.',
    done: (id) => ['It runs from now on. ', h(Link, { key: 'to', to: '/alerts/' + id }, 'Open the alert')] },
  panel: { key: 'dashboard', title: 'Save as dashboard panel', text: xml, file: ({ name }) => idOf(name) + '.xml', type: 'application/xml',
    path: (id) => `dashboards/${id}.xml`,
    hint: 'In the configuration it is a dashboard of its own in dashboards/, or its <row> stands in one that is there.',
    done: (id) => h(Link, { to: '/dashboards/' + id }, 'Open the dashboard') },
};

export function Save({ query, range }) {
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState(null);
  const choose = (one) => () => { setOpen(false); setKind(one); };
  return h('div', { class: 'anchor' },
    h(Button, { icon: 'plus', 'aria-haspopup': 'dialog', 'aria-expanded': String(open), onClick: () => setOpen(!open) }, 'Save'),
    h(Popover, { open, onClose: () => setOpen(false), class: 'menu right', label: 'Save' },
      h('button', { type: 'button', onClick: choose('report') }, 'Report', h('span', { class: 'muted' }, ' to run again')),
      h('button', { type: 'button', onClick: choose('alert') }, 'Alert', h('span', { class: 'muted' }, ' that tells you')),
      h('button', { type: 'button', onClick: choose('panel') }, 'Dashboard panel')),
    kind && h(Saving, { kind, query, range, onClose: () => setKind(null) }));
}

function Saving({ kind, query, range, onClose }) {
  const [form, setForm] = useState({ name: 'My search', when: 'rows > 0', cron: '*/5 * * * *', severity: 'warning' });
  const [copied, setCopied] = useState(false);
  const { title, text: write, file, type, hint } = KINDS[kind];
  const text = write({ ...form, query, range });
  const set = (name) => (event) => { setCopied(false); setForm({ ...form, [name]: event.target.value }); };
  const field = (name, label) => h('label', null, label, h('input', { type: 'text', value: form[name], onInput: set(name) }));
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true));
  return h(Dialog, { title, onClose }, h('div', { class: 'saving' },
    field('name', 'Name'),
    kind === 'alert' && [h('div', { key: 'when' }, field('when', 'Fires when')), h('div', { key: 'cron' }, field('cron', 'Runs at (cron)'))],
    h('pre', { class: 'words', tabIndex: 0, 'aria-label': 'As it stands in the configuration' }, text),
    h('p', { class: 'note' }, hint),
    h('div', { class: 'buttons end' },
      h('span', { role: 'status', class: 'muted' }, copied ? 'Copied.' : ''),
      h(Button, { onClick: onClose }, 'Close'),
      h(Button, { onClick: () => download(text, type, file(form)), icon: 'export' }, 'Download'),
      navigator.clipboard && h(Button, { onClick: copy }, 'Copy')),
    h(Write, { key: kind, kind: KINDS[kind], id: idOf(form.name), text })));
}

// Where the server lets files be changed, it can write it itself.
function Write({ kind: { key, path, done }, id, text }) {
  const live = useLive((signal) => json('/api/edits?subject=' + encodeURIComponent(key + ' ' + id), { signal }), key + id);
  const [reason, setReason] = useState('');
  const file = path(id);
  const [said, setSaid] = useState({});
  if (!live.data || live.data.refusal) {
    return live.data ? h('p', { class: 'note' }, live.data.refusal + '.') : null;
  }
  const write = async () => {
    setSaid({ busy: true, id });
    try {
      setSaid({ id, ...await json('/api/edits', { body: { [key]: id, text, reason: reason.trim(), by: BY } }) });
      forgetWords();
    } catch (error) {
      setSaid({ id, error });
    }
  };
  const applied = said.applied && said.id === id;
  return h('div', { class: 'write-alert' },
    h('label', null, 'Reason', h('input', { type: 'text', value: reason, onInput: (event) => setReason(event.target.value) })),
    h(Button, { kind: 'primary', icon: 'check', disabled: !reason.trim() || said.busy || applied, onClick: write },
      `Write ${file}`),
    h('p', { role: 'status', class: applied ? 'said' : '' }, applied ? [`Written as change ${said.edit.number}. `, done(id)] : ''),
    said.conflict && h('p', { class: 'bad', role: 'alert' }, `${file} is there already. Choose another name.`),
    said.problems && h(Problems, { problems: said.problems, file, text, id: 'saving-problems' }),
    said.error && h(Fault, { error: said.error }));
}

export const idOf = (name) => name.trim().toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'search';

const oneLine = (text) => text.replace(/\s*\n\s*/g, ' ').trim();

const times = ({ earliest, latest }) => [['earliest', earliest], ['latest', latest]].filter(([, value]) => value !== '' && value != null);

// As Splunk's savedsearches.conf has it; a line that goes on ends in a backslash.
export function conf({ name, query, range }) {
  return [`[${oneLine(name).replaceAll(']', ')')}]`, `search = ${query.trim().replaceAll('\n', ' \\\n')}`,
    ...times(range).map(([key, value]) => `dispatch.${key}_time = ${value}`)].join('\n') + '\n';
}

// YAML 1.2 contains JSON, so a text in JSON's quotes is one whatever is in it.
export function alert({ name, when, cron, severity, query, range }) {
  return [`id: ${idOf(name)}`, `title: ${JSON.stringify(oneLine(name))}`,
    'search: |', ...query.trim().split('\n').map((line) => '  ' + line),
    ...times(range).map(([key, value]) => `${key}: ${JSON.stringify(String(value))}`),
    `cron: ${JSON.stringify(cron)}`, `when: ${JSON.stringify(when)}`, `severity: ${severity}`].join('\n') + '\n';
}

const escaped = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function xml({ name, query, range }) {
  const commands = commandsOf(query);
  const shape = commands.length === 0 ? 'event' : commands.includes('timechart') || commands.includes('chart') ? 'chart' : 'table';
  return `<dashboard version="1.1">
  <label>${escaped(oneLine(name))}</label>
  <row>
    <panel>
      <${shape}>
        <title>${escaped(oneLine(name))}</title>
        <search>
          <query>${escaped(query.trim())}</query>
${times(range).map(([key, value]) => `          <${key}>${escaped(value)}</${key}>\n`).join('')}        </search>
      </${shape}>
    </panel>
  </row>
</dashboard>
`;
}
