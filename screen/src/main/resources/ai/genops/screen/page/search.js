// Search: ask the lake in SPL; see events, a table or a chart; go on from what is there by a click.

import { h } from './lib/preact.js';
import { useEffect, useRef, useState } from './lib/hooks.js';
import { fieldsOf } from './knowledge.js';
import { objects, search } from './searches.js';
import { followed } from './jobs.js';
import { givesEvents, placeOf, withTerm } from './spl.js';
import { setParams } from './route.js';
import { bounds, rangeOf, spanFor, spanText } from './range.js';
import { count, duration, percent, plural, time } from './format.js';
import { Button, Choice, Empty, Fault } from './parts.js';
import { Icon } from './icons.js';
import { Editor } from './editor.js';
import { RangePicker } from './range-picker.js';
import { Timeline } from './timeline.js';
import { Events } from './events.js';
import { Table } from './table.js';
import { Chart, charts } from './search-chart.js';
import { LiveTail } from './live-tail.js';
import { Save } from './search-save.js';
import { Export, Examples, History, Reports, remember } from './search-tools.js';

const EVENTS_SHOWN = 500;
const ROWS_SHOWN = 10_000;
const BARS = 90;
const USUAL = { earliest: '-24h', latest: '' };

export function Search({ params }) {
  const query = params.get('q') ?? '';
  const range = rangeOf(params, USUAL);
  const [draft, setDraft] = useState(query);
  const [turn, setTurn] = useState(0);
  const live = params.get('live') === '1';
  const [liveFault, setLiveFault] = useState(null);
  const run = useRun(live ? '' : query, range, turn);
  useEffect(() => setDraft(query), [query]);
  const start = (text = draft, changes = {}) => {
    const asked = text.trim();
    if (asked) {
      remember(asked, { ...range, ...changes });
      setParams({ q: asked, ...changes, view: asked === query ? params.get('view') : null });
      setTurn((n) => n + 1);
    }
  };
  const add = (field, value, not) => start(withTerm(query, field, value, not));
  const error = live ? liveFault : run.error;
  const fault = error && draft === query ? placeOf(error.message, query) : null;
  return h('div', { class: 'page search-page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Search'),
      h('div', { class: 'page-tools' }, h(Reports, { onChoose: (one) => start(one.q, { earliest: one.earliest, latest: one.latest }) }),
        h(History, { onChoose: (one) => start(one.q, { earliest: one.earliest, latest: one.latest }) }),
        !live && h(RangePicker, { range, onChange: (chosen) => { setParams(chosen); setTurn((n) => n + 1); } }))),
    h('div', { class: 'ask' },
      h(Editor, { value: draft, onInput: setDraft, onRun: (text) => start(text), fault }),
      run.running
        ? h(Button, { kind: 'run', icon: 'close', onClick: run.cancel }, 'Cancel')
        : h(Button, { kind: 'run primary', icon: 'search', onClick: () => start() }, live ? 'Follow' : 'Search'),
      h(Button, { kind: 'live', icon: live ? 'close' : 'play', 'aria-pressed': String(live),
        onClick: () => setParams({ q: draft.trim() || null, live: live ? null : '1', view: null }) }, 'Live')),
    live ? h(LiveTail, { query, onAdd: add, onFault: setLiveFault }) : query === ''
      ? h(Examples, { onChoose: start })
      : h(Outcome, { run, query, range, view: params.get('view'), onAdd: add, onAsk: start, onZoom: (from, to) => start(query, { earliest: from, latest: to }) }));
}

// One search at a time: its result, and events over time, which may be of another search than the result still is.
function useRun(query, range, turn) {
  const [state, setState] = useState({ running: false });
  const ending = useRef(null);
  useEffect(() => {
    if (query === '') {
      setState({ running: false });
      return undefined;
    }
    const abort = new AbortController();
    ending.current = abort;
    const started = performance.now();
    const events = givesEvents(query);
    const keep = (changes) => !abort.signal.aborted && setState((before) => ({ ...before, ...changes }));
    setState((before) => ({ ...before, running: true, error: null, cancelled: false, since: null, progress: 0, started }));
    const found = (result) => ({ result, query, events: result.fields.some((field) => field.name === '_raw') || (events && result.rows.length === 0) });
    followed(query, range, { signal: abort.signal, maxRows: events ? EVENTS_SHOWN : ROWS_SHOWN,
      onProgress: (progress) => keep({ progress }), onPreview: (result) => keep({ ...found(result), since: result.since }) })
      .then((result) => keep({ running: false, since: null, ...found(result) }))
      .catch((error) => keep({ running: false, error, result: null, query }));
    if (events) {
      timeline(query, range, abort.signal).then((data) => keep({ timeline: { of: query, data } })).catch(() => keep({ timeline: { of: query, failed: true } }));
    }
    return () => abort.abort();
  }, [query, range.earliest, range.latest, turn]);
  const cancel = () => {
    ending.current?.abort();
    setState((before) => ({ ...before, running: false, cancelled: true }));
  };
  return { ...state, cancel };
}

async function timeline(query, range, signal) {
  const { earliest, latest } = bounds(range);
  const known = earliest != null && latest != null;
  const span = known ? spanFor(latest - earliest, BARS) : null;
  const found = objects(await search(`${query} | timechart ${span ? 'span=' + spanText(span) : 'bins=' + BARS} count`, range, { signal }));
  const width = span ?? (found.length > 1 ? found[1]._time - found[0]._time : 60);
  if (found.length === 0) {
    return { times: [], values: [], span: width, total: 0 };
  }
  const first = known ? Math.floor(earliest / width) * width : found[0]._time;
  const last = known ? latest : found.at(-1)._time + width;
  const length = Math.max(1, Math.ceil((last - first) / width));
  const values = new Array(length).fill(0);
  found.forEach((row) => {
    const i = Math.round((row._time - first) / width);
    if (i >= 0 && i < length) {
      values[i] += row.count ?? 0;
    }
  });
  return { times: values.map((_, i) => first + i * width), values, span: width, total: values.reduce((a, b) => a + b, 0) };
}

function Outcome({ run, query, range, view, onAdd, onAsk, onZoom }) {
  const { result, error, running, cancelled } = run;
  if (error) {
    return h(Fault, { error }, h('p', { class: 'note' }, 'The search was not run.'));
  }
  if (cancelled) {
    return h(Empty, { title: 'Cancelled' }, 'The server has stopped this search.');
  }
  if (!result) {
    return running ? h(Waiting, { since: run.started, progress: run.progress }) : null;
  }
  const over = run.timeline?.of === run.query ? run.timeline : null;
  const views = run.events ? ['events', 'table'] : charts(result) ? ['chart', 'table'] : ['table'];
  const shown = views.includes(view) ? view : views[0] === 'chart' && !/\b(timechart|chart)\b/.test(query) ? 'table' : views[0];
  return h('div', { class: 'outcome' + (running && run.since == null ? ' refreshing' : '') },
    running && run.progress > 0 && h('progress', { class: 'searching', max: 1, value: run.progress, 'aria-label': 'The search' }),
    givesEvents(run.query) && !over?.failed && h(Timeline, { data: over?.data, onZoom }),
    h('div', { class: 'outcome-bar' },
      h(Counted, { run, timeline: over?.data }),
      views.length > 1 && h(Choice, { label: 'View', options: views.map((one) => [one, one[0].toUpperCase() + one.slice(1)]), value: shown, onChange: (one) => setParams({ view: one }) }),
      h('div', { class: 'buttons' }, h(Save, { query, range }), h(Export, { query, range, result }))),
    h(Messages, { messages: result.messages, events: run.events }),
    result.rows.length === 0
      ? running ? h(Empty, { title: 'Nothing yet' }) : h(Empty, { title: 'Nothing was found' }, 'Search a longer time, or fewer conditions.')
      : shown === 'events' ? h(Events, { result, query, range, fields: fieldsOf(result), onAdd, onAsk })
        : shown === 'chart' ? h(Chart, { result, onZoom }) : h(Table, { result }));
}

function Waiting({ since, progress }) {
  const [now, setNow] = useState(performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 200);
    return () => clearInterval(timer);
  }, []);
  const known = progress > 0;
  return h('div', { class: 'waiting', role: 'status' },
    h('span', { class: 'progress' + (known ? ' known' : ''), 'aria-hidden': 'true' }, h('i', known ? { style: { width: 100 * progress + '%' } } : null)),
    now - since > 1000 ? `Searching for ${duration(now - since)} …` + (known ? ` about ${percent(progress)} done` : '') : 'Searching …');
}

function Counted({ run: { result, events, running, since, progress }, timeline }) {
  const shown = result.rows.length;
  // Of some only the timeline knows how many there are.
  const total = events && timeline ? timeline.total : events && result.truncated ? null : shown;
  const some = total !== null && (result.truncated || total > shown);
  return h('p', { class: 'counted', role: 'status' }, running && since != null
    ? [h('b', { key: 'n' }, 'Preview'), h('span', { key: 'rest', class: 'muted' }, ` of what came since ${time(since)} · about ${percent(progress)} done`)] : running ? 'Searching …' : [
    h('b', { key: 'n' }, total === null ? `The newest ${plural(shown, 'event')}` : plural(total, events ? 'event' : 'row')),
    h('span', { key: 'rest', class: 'muted' }, (some ? `, the ${events ? 'newest' : 'first'} ${count(shown)} shown` : '') + ` · ${duration(result.took_ms)}`)]);
}

function Messages({ messages, events }) {
  const shown = messages.filter((message) => !(events && /^only the first/.test(message.text)));
  return shown.length > 0 && h('ul', { class: 'messages' }, shown.map((message, i) => h('li', { key: i, class: message.level.toLowerCase() }, h(Icon, { name: message.level === 'WARN' ? 'warn' : 'check' }), message.text)));
}

