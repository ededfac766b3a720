// A file becomes a lookup: chosen, unpacked and looked at here, checked and written by the server.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { Link } from './route.js';
import { bytes, count, plural } from './format.js';
import { Button, Dialog, Fault } from './parts.js';
import { BY } from './reason.js';
import { Problems } from './yaml-editor.js';

const MOST_CHARACTERS = 2_000_000;
const ENDING = /\.(csv|json|ndjson|jsonl)(\.gz)?$/i;
const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const BY_HAND = 'Put it into lookups/ of the configuration by hand.';

// `lookups`: those that there are.
export function Upload({ lookups, onDone }) {
  const live = useLive((signal) => json('/api/edits?subject=', { signal }), 'edits-permitted');
  const [open, setOpen] = useState(false);
  if (!live.data) {
    return null;
  }
  return [h(Button, { key: 'do', icon: 'plus', onClick: () => setOpen(true) }, 'Upload a table'),
    open && h(Dialog, { key: 'dialog', title: 'Upload a table', onClose: () => setOpen(false) },
      live.data.refusal ? h(Refused, { why: live.data.refusal, onClose: () => setOpen(false) }) : h(Form, { lookups, onDone, onClose: () => setOpen(false) }))];
}

function Refused({ why, onClose }) {
  return [h('p', { key: 'why' }, why + '.'), h('div', { key: 'b', class: 'buttons end' }, h(Button, { onClick: onClose }, 'Close'))];
}

function Form({ lookups, onDone, onClose }) {
  const [table, setTable] = useState(null);
  const [form, setForm] = useState({ name: '', replace: false, reason: '' });
  const [said, setSaid] = useState({});
  const there = lookups.some((one) => one.id === form.name);
  const named = there || ID.test(form.name);
  const file = said.edit?.file ?? `lookups/${form.name}.${table?.format}`;
  const change = (name) => (event) => { setSaid({}); setForm({ ...form, [name]: event.target.type === 'checkbox' ? event.target.checked : event.target.value }); };
  const choose = async (event) => {
    const [chosen] = event.target.files;
    setSaid({});
    if (!chosen) {
      setTable(null);
      return;
    }
    try {
      const read = await tableOf(chosen);
      setTable(read);
      setForm((now) => ({ ...now, name: read.name, replace: false }));
    } catch (error) {
      setTable(null);
      setSaid({ error });
    }
  };
  const upload = async () => {
    setSaid({ busy: true });
    try {
      setSaid(await json('/api/edits', { body: { lookup: form.name, format: table.format, text: table.text, replace: String(there && form.replace), reason: form.reason.trim(), by: BY } }));
      onDone();
    } catch (error) {
      setSaid({ error });
    }
  };
  const ready = table && named && form.reason.trim() && (!there || form.replace) && !said.busy;
  if (said.applied) {
    return [h('p', { key: 'p', role: 'status', class: 'said' }, `Written to ${said.edit.file} as change ${said.edit.number}. The server works with it. `, h(Link, { to: '/lookups/' + encodeURIComponent(form.name) }, 'Look at its rows')),
      h('p', { key: 'u', class: 'note' }, 'To take it back: ', h('code', null, `./genops pipeline undo ${said.edit.number} --reason TEXT`)),
      h('div', { key: 'b', class: 'buttons end' }, h(Button, { kind: 'primary', onClick: onClose }, 'Close'))];
  }
  return h('div', { class: 'saving' },
    h('label', null, 'File', h('input', { type: 'file', accept: '.csv,.json,.ndjson,.jsonl,.gz', onChange: choose })),
    h('p', { class: 'note' }, `CSV with a line of names, JSON or NDJSON, in UTF-8; packed as .gz or not. Up to ${count(MOST_CHARACTERS)} characters.`),
    table && [
      h('pre', { key: 'head', class: 'words', tabIndex: 0, 'aria-label': 'How it begins' }, table.head),
      h('p', { key: 'size', class: 'muted small' }, `${plural(table.lines, 'line')}, ${bytes(table.text.length)}`),
      h('label', { key: 'name' }, 'Name of the lookup', h('input', { type: 'text', value: form.name, 'aria-invalid': String(!named), 'aria-describedby': 'lookup-name', onInput: change('name') })),
      h('p', { key: 'rule', id: 'lookup-name', class: named ? 'note' : 'bad small' }, named ? there ? `There is a lookup ${form.name} already.` : `It becomes ${file}.` : 'Up to 64 of a to z, A to Z, 0 to 9, _ and -; the first one no _ or -.'),
      there && h('label', { key: 'replace', class: 'check' }, h('input', { type: 'checkbox', checked: form.replace, onChange: change('replace') }), ` Replace all rows of ${form.name}`),
      h('label', { key: 'reason' }, 'Reason', h('input', { type: 'text', maxLength: 500, value: form.reason, onInput: change('reason') }))],
    said.problems && h('div', { key: 'wrong' }, h('p', { class: 'bad', role: 'alert' }, 'Nothing was changed. With this table the configuration would have errors:'), h(Problems, { problems: said.problems, file, text: table.text, id: 'upload-problems' })),
    said.conflict && h('p', { class: 'bad', role: 'alert' }, `${said.conflict.file} is there already, and is not what the server works with. Choose another name.`),
    said.error && h(Fault, { error: said.error }),
    h('div', { class: 'buttons end' }, h(Button, { onClick: onClose }, 'Cancel'), h(Button, { kind: 'primary', icon: 'check', disabled: !ready, onClick: upload }, said.busy ? 'Checking …' : there ? 'Replace' : 'Upload')));
}

// What a chosen file holds; what cannot be uploaded is thrown with what to do.
async function tableOf(file) {
  const [whole, ending, packed] = file.name.match(ENDING) ?? [];
  if (!whole) {
    throw new Error(`${file.name} must end in .csv, .json, .ndjson or .jsonl, and perhaps .gz.`);
  }
  if (file.size > 3 * MOST_CHARACTERS) {
    throw new Error(`${file.name} has ${bytes(file.size)}, more than can be uploaded. ${BY_HAND}`);
  }
  const text = await textOf(packed ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream(), file.name);
  const lines = text.split('\n');
  return { text, lines: lines.length - (lines.at(-1) === '' ? 1 : 0), head: lines.slice(0, 5).map((line) => line.slice(0, 200)).join('\n'),
    name: file.name.slice(0, -whole.length), format: { csv: 'csv', json: 'json' }[ending.toLowerCase()] ?? 'ndjson' };
}

// No more of it than can be uploaded is held, whatever it unpacks to.
async function textOf(stream, name) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = stream.getReader();
  let text = '';
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
      if (text.length > MOST_CHARACTERS) {
        reader.cancel();
        throw new RangeError(`${name} has more than ${count(MOST_CHARACTERS)} characters. ${BY_HAND}`);
      }
    }
    return text + decoder.decode();
  } catch (error) {
    throw error instanceof RangeError ? error : new Error(`${name} cannot be read as text in UTF-8. Save it as UTF-8, or ${BY_HAND[0].toLowerCase()}${BY_HAND.slice(1)}`);
  }
}
