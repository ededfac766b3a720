// Dead letters of a destination: what it refused for good, with its words; sent again, or discarded for a reason.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { bytes, plural } from './format.js';
import { Button, Card, Empty, Fault, Loaded, Time, Value } from './parts.js';
import { BY, Reason } from './reason.js';

const SHOWN = 10;

export function Letters({ id, present, onChanged }) {
  const path = '/api/destinations/' + encodeURIComponent(id) + '/letters';
  const live = useLive((signal) => json(path, { signal }), id + present);
  const [open, setOpen] = useState(null);
  const [discarding, setDiscarding] = useState(null);
  const [said, setSaid] = useState(null);
  const [busy, setBusy] = useState(false);
  const order = async (what, body, words) => {
    setBusy(true);
    setSaid(null);
    try {
      setSaid({ text: words(await json(path + '/' + what, { body: { by: BY, ...body } })) });
    } catch (error) {
      setSaid({ error });
    }
    // What was sent again is in another file now: nothing can be clicked before that is seen.
    await live.again();
    setBusy(false);
    onChanged();
  };
  const redeliver = (file) => order('redeliver', file ? { file } : {}, (done) => [plural(done.delivered, 'letter') + ' delivered', done.refused && `${done.refused} refused again`, done.kept && `${done.kept} kept`, done.failure].filter(Boolean).join(', ') + '.');
  return h(Card, { title: 'Dead letters', aside: present > 0 && h(Button, { icon: 'retry', disabled: busy, onClick: () => redeliver() }, 'Send all again') },
    said && (said.error ? h(Fault, { error: said.error }) : h('p', { class: 'said', role: 'status' }, said.text)),
    h(Loaded, { live, lines: 2 }, ({ files }) => files.length === 0
      ? h(Empty, { title: 'None' }, 'What this destination refuses for good is kept here.')
      : h('ul', { class: 'letter-files' }, files.map((file) => h('li', { key: file.file },
        h('div', { class: 'letter-file' },
          h('button', { type: 'button', class: 'link', 'aria-expanded': String(open === file.file), onClick: () => setOpen(open === file.file ? null : file.file) }, file.file),
          h('span', { class: 'muted' }, `${plural(file.letters, 'letter')}, ${bytes(file.bytes)}`, file.oldest_at && ', since ', file.oldest_at && h(Time, { at: Date.parse(file.oldest_at) / 1000, shape: 'minute' })),
          h('span', { class: 'buttons' }, h(Button, { disabled: busy, onClick: () => redeliver(file.file) }, 'Send again'), h(Button, { disabled: busy, kind: 'danger', onClick: () => setDiscarding(file) }, 'Discard'))),
        h('ul', { class: 'reasons' }, Object.entries(file.reasons).map(([reason, times]) => h('li', { key: reason }, h('b', { class: 'number' }, times + '× '), h('bdi', null, reason)))),
        open === file.file && h(File, { path: path + '/' + encodeURIComponent(file.file), letters: file.letters }))))),
    discarding && h(Reason, { title: `Discard ${plural(discarding.letters, 'letter')}?`, text: 'They are deleted and cannot be delivered any more. The reason is kept in the ledger.', action: 'Discard', needed: true, onClose: () => setDiscarding(null),
      onDo: (reason) => { setDiscarding(null); order('discard', { file: discarding.file, reason }, (done) => plural(done.discarded, 'letter') + ' discarded.'); } }));
}

function File({ path, letters }) {
  const [skip, setSkip] = useState(0);
  const live = useLive((signal) => json(`${path}?skip=${skip}&limit=${SHOWN}`, { signal }), path + skip);
  return h(Loaded, { live, lines: 4 }, ({ letters: shown }) => [
    h('ol', { key: 'list', class: 'letters' }, shown.map((letter, i) => h('li', { key: skip + i },
      h('p', null, h('b', null, letter.reason), ' ', h('span', { class: 'muted' }, h(Time, { at: Date.parse(letter.time) / 1000 }), ` · request ${letter.request} · ${bytes(letter.body_bytes)}`, !letter.sendable && ' · cannot be sent again')),
      h('pre', { class: 'words' }, h(Value, { value: letter.body ?? letter.body_base64 ?? '' }), letter.cut && '\n… cut off')))),
    letters > SHOWN && h('div', { key: 'more', class: 'buttons' }, h(Button, { disabled: skip === 0, onClick: () => setSkip(Math.max(0, skip - SHOWN)) }, 'Previous'), h(Button, { disabled: skip + SHOWN >= letters, onClick: () => setSkip(skip + SHOWN) }, 'Next'))]);
}
