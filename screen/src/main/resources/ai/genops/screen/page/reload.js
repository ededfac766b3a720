// Reads the configuration again, and says what came of it: all its problems at once.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json } from './api.js';
import { plural } from './format.js';
import { Button, Dialog, Fault } from './parts.js';

export function Reload({ onDone }) {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState(null);
  const reload = async () => {
    setBusy(true);
    try {
      setSaid(await json('/api/reload', { body: {} }));
    } catch (error) {
      setSaid({ error });
    }
    setBusy(false);
    onDone();
  };
  return [h(Button, { key: 'do', icon: 'retry', disabled: busy, onClick: reload }, busy ? 'Reading …' : 'Read the configuration again'),
    said && h(Dialog, { key: 'said', title: said.error ? 'It could not be asked for' : said.applied ? 'The configuration was read again' : 'The configuration has errors', onClose: () => setSaid(null) },
      said.error ? h(Fault, { error: said.error }) : h(Told, { said }),
      h('div', { class: 'buttons end' }, h(Button, { kind: 'primary', onClick: () => setSaid(null) }, 'Close')))];
}

function Told({ said: { applied, problems, at_next_start: later } }) {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const notes = problems.length - errors.length;
  return [h('p', { key: 'p' }, applied ? 'The server works with it now.' : 'The server goes on with the one before.', notes > 0 && ` ${plural(notes, 'note')}: ./genops check lists them.`),
    errors.length > 0 && h('ul', { key: 'e', class: 'words' }, errors.map((problem, i) => h('li', { key: i }, h('b', null, `${problem.file}:${problem.line}`), ' ', problem.text, problem.hint && ' ' + problem.hint))),
    later.length > 0 && h('p', { key: 'l' }, 'At the next start: ' + later.join(', '))];
}
