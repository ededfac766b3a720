// What a change does over the last hour: estimated from a part of the log's records, the same ones each time, with how far
// off it may be. It takes seconds, shows how far it is, and can be cancelled.

import { h } from './lib/preact.js';
import { useEffect, useRef, useState } from './lib/hooks.js';
import { lines } from './api.js';
import { bytes, count, money, percent, plural, time } from './format.js';
import { Badge, Button, Card, Empty, Fault } from './parts.js';

export function Hour({ source, text }) {
  const [state, setState] = useState({ running: false });
  const ending = useRef(null);
  useEffect(() => () => ending.current?.abort(), []);
  const start = async () => {
    const abort = new AbortController();
    ending.current = abort;
    const keep = (changes) => ending.current === abort && setState((before) => ({ ...before, ...changes }));
    setState((before) => ({ ...before, running: true, progress: 0, error: null, cancelled: false }));
    try {
      const body = { pipeline: source.pipeline, text };
      await lines('/api/preview/hour', { body, signal: abort.signal, onLine: (line) =>
        keep(line.progress === undefined ? { data: line, of: text } : { progress: line.progress }) });
      keep({ running: false });
    } catch (error) {
      keep(abort.signal.aborted ? { running: false, cancelled: true } : { running: false, error });
    }
  };
  const { running, progress, data, error, cancelled, of } = state;
  return h(Card, { title: 'Over the last hour', class: 'hour', aside: running
    ? h(Button, { icon: 'close', onClick: () => ending.current.abort() }, 'Cancel')
    : h(Button, { icon: 'clock', onClick: start }, data ? 'Estimate again' : 'Estimate') },
  running && h('div', { class: 'estimating' },
    h('progress', { max: 1, value: progress, 'aria-label': 'Estimating the last hour' }),
    h('span', { role: 'status', class: 'muted small' }, `${percent(progress)} of the work`)),
  error && h(Fault, { error }),
  cancelled && h('p', { class: 'note', role: 'status' }, 'Cancelled.'),
  !data && !running && !error && h('p', { class: 'note' },
    'Takes a part of the last hour’s records through the pipeline as it is and with the change.'),
  data?.problems && h('p', { class: 'note', role: 'status' }, 'The draft has errors; mend them first.'),
  data?.destinations && h(Outcome, { data, stale: of !== text }));
}

function Outcome({ data, stale }) {
  if (data.records === 0) {
    return h(Empty, { title: 'Nothing was received in the last hour' });
  }
  const priced = data.destinations.some((one) => one.then.dollars != null);
  return [
    stale && h('p', { key: 's', class: 'note', role: 'status' }, 'The text has changed since this estimate.'),
    h('div', { key: 't', class: 'scroll', tabIndex: 0, role: 'group', 'aria-label': 'Over the last hour' },
      h('table', { class: 'list' },
        h('thead', null, h('tr', null, h('th', null, 'Destination'),
          ['Events', 'Bytes', priced && 'Dollars'].filter(Boolean).map((name) =>
            h('th', { key: name, class: 'number' }, name)))),
        h('tbody', null, data.destinations.map((one) => h('tr', { key: one.id },
          h('td', null, h('b', null, one.id), !one.ready && h('div', { class: 'muted small' }, one.state)),
          h(Pair, { one, name: 'events', show: count }),
          h(Pair, { one, name: 'bytes', show: bytes }),
          priced && h(Pair, { one, name: 'dollars', show: money })))))),
    h('p', { key: 'n', class: 'note' }, known(data), ' ',
      data.remembers && 'Processors of this pipeline remember: theirs begins empty and sees the sample alone, so what '
        + 'depends on it is rough.')];
}

// What the figures rest on.
function known({ records, sampled_records: sampled, sampled_events: events, share, from, to }) {
  const when = `${time(from, 'minute')} to ${time(to, 'minute')}`;
  return share >= 1
    ? `All ${plural(records, 'record')} of ${when}, ${plural(events, 'event')}: exact.`
    : `From ${count(sampled)} of ${plural(records, 'record')} (${percent(share, 1)}), ${plural(events, 'event')}, of `
      + `${when}. In 19 of 20 cases the truth is within ±.`;
}

function Pair({ one: { now, then, change }, name, show }) {
  if (then[name] == null) {
    return h('td', { class: 'number muted' }, '–');
  }
  const same = change[name] === 0 && !change[name + '_margin'];
  return h('td', { class: 'number' },
    same ? h('span', { class: 'muted' }, show(then[name])) : [
      h('div', { key: 'now', class: 'muted small' }, show(now[name]) + ' →'),
      h('b', { key: 'then' }, show(then[name])),
      h('div', { key: 'change' }, h(Badge, { tone: change[name] > 0 ? 'warn' : 'good' },
        (change[name] > 0 ? '+' : '−') + show(Math.abs(change[name])) + margin(change[name + '_margin'], show)))],
    same && then[name + '_margin'] > 0 && h('div', { class: 'muted small' }, margin(then[name + '_margin'], show)));
}

const margin = (value, show) => (value == null ? ' (too few to say how sure)' : value > 0 ? ' ± ' + show(value) : '');
