// A change that is made: written to its file on the server with a reason, kept in a history, and taken back from there.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { plural } from './format.js';
import { Badge, Button, Card, Empty, Fault, Loaded, Time } from './parts.js';
import { Problems } from './yaml-editor.js';
import { BY, Reason } from './reason.js';

const EDITS = '/api/edits';

// The changes of one file, and what may be done about them: `apply` and `undo` give whether it was done.
export function useChanges(source) {
  const live = useLive((signal) => json(EDITS + '?file=' + encodeURIComponent(source.file), { signal }), source.file);
  const [state, setState] = useState({ busy: false });
  const order = async (path, body, said) => {
    setState({ busy: true });
    try {
      const answer = await json(path, { body: { ...body, by: BY } });
      setState({ busy: false, ...answer, said: answer.applied ? said(answer.edit) : '' });
      live.again();
      return answer.applied;
    } catch (error) {
      setState({ busy: false, error });
      return false;
    }
  };
  return {
    live, ...state, refusal: live.data?.refusal ?? '', list: live.data?.edits ?? [],
    apply: (base, text, reason) => order(EDITS, { pipeline: source.pipeline, base, text, reason },
      (change) => `Applied as change ${change.number}. The server works with it.`),
    undo: (number, reason) => order(`${EDITS}/${number}/undo`, { reason },
      (change) => `Change ${number} is undone, by change ${change.number}.`),
    forget: () => setState({ busy: false }),
  };
}

// `tests` are those that were run with this very text; null if it was not previewed or has errors.
export function Apply({ changes, source, changed, tests, onApply }) {
  const [asking, setAsking] = useState(false);
  if (!changes.live.data || changes.refusal) {
    return null;
  }
  const failed = tests?.filter((one) => !one.passed).length ?? 0;
  return [
    h(Button, { key: 'apply', icon: 'check', disabled: !changed || !tests || changes.busy,
      title: changed && !tests ? 'Preview it first' : undefined, onClick: () => setAsking(true) }, 'Apply …'),
    asking && h(Reason, { key: 'why', title: 'Apply this change?', action: 'Apply', needed: true,
      text: `${source.file} is written on the server, which works with it from the next record on.`
        + (failed > 0 ? ` ${plural(failed, 'test')} of the pipeline ${failed === 1 ? 'fails' : 'fail'} with it.` : '')
        + ' Name and reason stay in the history.',
      onClose: () => setAsking(false),
      onDo: (reason) => { setAsking(false); onApply(reason); } })];
}

// What became of the last order, beside the text that it was about.
export function Said({ changes, source, text, onKeep, onTake }) {
  const { said, error, problems, conflict, refusal } = changes;
  return [
    h('p', { key: 'said', role: 'status', class: said ? 'said' : '' }, said ?? ''),
    refusal && h('p', { key: 'no', class: 'note' }, refusal + '.'),
    error && h(Fault, { key: 'error', error }),
    problems?.length > 0 && h('div', { key: 'wrong' },
      h('p', { role: 'alert' }, 'Nothing was written: the configuration would have errors.'),
      h(Problems, { problems, file: source.file, text, id: 'refused' })),
    conflict && h('div', { key: 'moved', class: 'conflict' },
      h('p', { role: 'alert' }, h('b', null, 'Nothing was written. '),
        conflict.text === null ? 'The file is not on the server any more.'
          : 'The file has changed on the server since you opened it:'),
      h(Diff, { text: conflict.diff }),
      conflict.text !== null && h('div', { class: 'draft-tools' },
        h(Button, { onClick: () => { changes.forget(); onKeep(conflict.text); } }, 'Keep my text'),
        h(Button, { onClick: () => { changes.forget(); onTake(conflict.text); } }, 'Take the server’s text')))];
}

export function History({ changes, onUndo }) {
  const { live, list, refusal, busy } = changes;
  const [undoing, setUndoing] = useState(null);
  const byHand = list.length > 0 && !list[0].in_force;
  return h(Card, { title: 'Changes', class: 'preview-events', aside: 'made here; the newest first' },
    h(Loaded, { live, lines: 2 }, () => [
      list.length === 0 && h(Empty, { key: 'none', title: 'Nobody has changed this file here yet' }),
      byHand && h('p', { key: 'hand', class: 'note' },
        `The file is not as change ${list[0].number} left it: it was changed by hand since.`),
      h('ol', { key: 'list', class: 'changes' }, list.map((one) => h(Change, { key: one.number, one,
        onUndo: one.undoable && !refusal && !busy ? () => setUndoing(one) : null })))]),
    undoing && h(Reason, { title: `Undo change ${undoing.number}?`, action: 'Undo', needed: true,
      text: 'The file gets the text that it had before, and the server works with it. This, too, can be undone.',
      onClose: () => setUndoing(null),
      onDo: (reason) => { setUndoing(null); onUndo(undoing.number, reason); } }));
}

function Change({ one, onUndo }) {
  const [open, setOpen] = useState(false);
  return h('li', null,
    h('div', { class: 'change' },
      h('b', { class: 'number' }, one.number),
      h(Time, { at: Date.parse(one.time) / 1000, shape: 'minute' }),
      h('bdi', { class: 'change-why' }, one.reason),
      h('span', { class: 'muted' }, h('bdi', null, one.who)),
      h('span', { class: 'number muted' }, `+${one.lines_added} −${one.lines_removed}`),
      one.in_force && h(Badge, { tone: 'good' }, 'in force'),
      one.undoes && h(Badge, null, `undoes ${one.undoes}`),
      one.undone_by && h(Badge, null, `undone by ${one.undone_by}`),
      h('span', { class: 'buttons' },
        h('button', { type: 'button', class: 'link', 'aria-label': `Difference of change ${one.number}`,
          'aria-expanded': String(open), onClick: () => setOpen(!open) }, 'Difference'),
        onUndo && h('button', { type: 'button', class: 'link', 'aria-label': `Undo change ${one.number}`,
          onClick: onUndo }, 'Undo'))),
    open && h(Fetched, { number: one.number }));
}

function Fetched({ number }) {
  const live = useLive((signal) => json(`${EDITS}/${number}`, { signal }), number);
  return h(Loaded, { live, lines: 4 }, ({ diff }) => h(Diff, { text: diff }));
}

const KINDS = { '+': 'came', '-': 'went', '@': 'muted' };
const kindOf = (line) => (/^(---|\+\+\+) /.test(line) ? 'muted' : KINDS[line[0]] ?? '');

function Diff({ text }) {
  return h('pre', { class: 'words unified', tabIndex: 0, 'aria-label': 'Difference' },
    text.trimEnd().split('\n').map((line, i) => h('span', { key: i, class: kindOf(line) }, line + '\n')));
}
