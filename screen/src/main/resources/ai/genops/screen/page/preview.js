// Preview: a copy of a pipeline's file is changed, and the last events say what that would do. Applying it is another
// step.

import { h } from './lib/preact.js';
import { useEffect, useRef, useState } from './lib/hooks.js';
import { json } from './api.js';
import { download } from './download.js';
import { useLive } from './live.js';
import { Link } from './route.js';
import { Button, Card, Empty, Fault, Loaded, Skeleton } from './parts.js';
import { Problems, YamlEditor } from './yaml-editor.js';
import { Destinations, Sums, Tests } from './preview-sums.js';
import { Events } from './preview-event.js';
import { Hour } from './preview-hour.js';
import { Apply, History, Said, useChanges } from './preview-changes.js';

const COUNTS = [20, 100, 200, 500, 1000];

// What somebody has begun to write stays while the page is open.
const drafts = new Map();

export function Preview({ id }) {
  const live = useLive((signal) => json('/api/preview?pipeline=' + encodeURIComponent(id), { signal }), id);
  return h('div', { class: 'page preview' },
    h('header', { class: 'page-head' }, h('h1', null, 'Preview ', h('bdi', { class: 'id' }, id)),
      h('div', { class: 'page-tools' },
        h(Link, { to: '/pipelines/' + encodeURIComponent(id), class: 'button' }, 'Back to the pipeline'))),
    h(Loaded, { live, lines: 12 }, (source) => h(Draft, { source, key: source.file, onWritten: live.again })));
}

function Draft({ source, onWritten }) {
  const [{ text, base }, setDraft] = useState(drafts.get(source.file) ?? { text: source.text, base: source.text });
  const [count, setCount] = useState(200);
  const [asked, setAsked] = useState(text);
  const run = useRun(source, asked, count);
  const changes = useChanges(source);
  const changed = text !== base;
  const previewed = asked === text && !run.loading && run.data?.events ? run.data : null;
  const keep = (next) => {
    drafts.set(source.file, next);
    setDraft(next);
  };
  const begin = (next) => {
    keep({ text: next, base: next });
    setAsked(next);
  };
  // What is as it was begun with follows the server; a draft stays, and is compared when it is applied.
  useEffect(() => {
    if (!changed && source.text !== base) {
      begin(source.text);
    }
  }, [source.text]);
  const start = () => (asked === text ? run.again() : setAsked(text));
  const apply = async (reason) => {
    if (await changes.apply(base, text, reason)) {
      keep({ text, base: text });
      run.again();
      onWritten();
    }
  };
  const undo = async (number, reason) => {
    if (await changes.undo(number, reason)) {
      run.again();
      onWritten();
    }
  };
  const problems = asked === text ? run.data?.problems ?? [] : [];
  return h('div', { class: 'preview-body' },
    h(Card, { title: source.file, class: 'draft', aside: changed ? 'changed, in this browser only' : 'as it is' },
      h(YamlEditor, { value: text, onInput: (next) => keep({ text: next, base }), onRun: start,
        problems: problems.filter((one) => one.file === source.file), label: 'Text of ' + source.file }),
      h('div', { class: 'draft-tools' },
        h(Button, { kind: 'primary', icon: 'play', onClick: start, disabled: run.loading }, 'Preview'),
        h('label', { class: 'inline-label' }, 'with the last', h('select', { value: String(count),
          onChange: (event) => setCount(Number(event.target.value)) },
        COUNTS.map((one) => h('option', { key: one, value: String(one) }, `${one} events`)))),
        h(Apply, { changes, source, changed, tests: previewed?.tests, onApply: apply }),
        h(Button, { icon: 'export', onClick: () => download(text, 'application/yaml', source.file.split('/').pop()) }, 'Download'),
        h(Button, { disabled: !changed, onClick: () => begin(base) }, 'Undo all')),
      h(Said, { changes, source, text, onKeep: (there) => keep({ text, base: there }), onTake: begin }),
      h(Problems, { problems, file: source.file, text })),
    h('div', { 'aria-busy': String(run.loading),
      class: 'preview-outcome' + (run.loading && run.data ? ' refreshing' : '') },
      h(Outcome, { run, stale: asked !== text }),
      run.good && h(Hour, { source, text })),
    run.good && h(Events, { list: run.good.shown, read: run.good.events.read }),
    h(History, { changes, onUndo: undo }));
}

// One preview at a time; one that nobody waits for any more is given up.
function useRun(source, text, events) {
  const [state, setState] = useState({ loading: true, data: null, error: null });
  const [turn, setTurn] = useState(0);
  const last = useRef(null);
  useEffect(() => {
    const ending = new AbortController();
    setState((before) => ({ ...before, loading: true, error: null }));
    json('/api/preview', { body: { pipeline: source.pipeline, text, events }, signal: ending.signal })
      .then((data) => {
        last.current = data.events ? data : last.current;
        setState({ loading: false, data, error: null });
      })
      .catch((error) => !ending.signal.aborted && setState({ loading: false, data: null, error }));
    return () => ending.abort();
  }, [text, events, turn]);
  return { ...state, good: last.current, again: () => setTurn(turn + 1) };
}

function Outcome({ run: { data, good, error, loading }, stale }) {
  if (error) {
    return h(Fault, { error });
  }
  if (!data) {
    return loading ? h(Card, null, h(Skeleton, { lines: 10 })) : null;
  }
  if (!data.events && !good) {
    return h(Card, null, h(Empty, { title: 'Nothing to show yet' }, 'Mend what is marked, then preview again.'));
  }
  const shown = data.events ? data : good;
  return [
    !data.events && h('p', { key: 'old', class: 'note', role: 'status' },
      'The draft has errors. Below is what the last one without did.'),
    data.events && stale && h('p', { key: 'stale', class: 'note', role: 'status' },
      'The text has changed since. Ctrl Enter previews it.'),
    h(Sums, { key: 'sums', events: shown.events, tests: shown.tests }),
    h(Destinations, { key: 'destinations', list: shown.destinations }),
    h(Tests, { key: 'tests', tests: shown.tests })];
}
