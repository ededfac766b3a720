// Replay: a range of the log is sent to a destination once more. First it is counted; nothing is sent before somebody has
// seen how much it is.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json, text } from './api.js';
import { useLive } from './live.js';
import { bytes, count, instant, percent, plural } from './format.js';
import { Badge, Button, Card, Empty, Fault, Loaded, Time } from './parts.js';
import { RangePicker } from './range-picker.js';
import { Cli } from './rows.js';

const EVERY = 2000;
const TONES = { running: 'accent', done: 'good', failed: 'bad', cancelled: 'plain' };

export function Replay({ id }) {
  const [range, setRange] = useState({ earliest: '-1h', latest: '' });
  const [counted, setCounted] = useState(null);
  const [state, setState] = useState({});
  const live = useLive((signal) => json('/api/replays', { signal }), 'replays', EVERY);
  const ask = async (what, body, use) => {
    setState({ busy: what });
    try {
      use(await json('/api/replays', { body: { destinations: [id], ...body } }));
      setState({});
    } catch (error) {
      setState({ error });
    }
  };
  const choose = (chosen) => { setCounted(null); setState({}); setRange({ ...range, ...chosen }); };
  // Counted and sent is the same time, whenever it is clicked.
  const start = () => ask('send', { from: counted.from, to: counted.to }, () => { setCounted(null); live.again(); });
  return h(Card, { title: 'Replay', label: 'Replay' },
    h('p', { class: 'note lead-note' }, 'Sends what came in a time once more, through the pipelines as they are now. First it is counted.'),
    h('div', { class: 'buttons' }, h(RangePicker, { range, onChange: choose }),
      h(Button, { disabled: Boolean(state.busy), onClick: () => ask('count', { ...times(range), dry_run: true }, setCounted) }, state.busy === 'count' ? 'Counting …' : 'Count')),
    state.error && h(Fault, { error: state.error }),
    counted && h(Counted, { counted, id, busy: state.busy === 'send', onSend: start }),
    h(Loaded, { live, lines: 1 }, (replays) => h(Replays, { list: replays.filter((one) => concerns(one, id)), id, onChanged: live.again })),
    h(Cli, null, [`./genops log replay --from -1h --to-destination ${id} --dry-run`]));
}

// The server takes days and hours back, and ISO 8601.
function times({ earliest, latest }) {
  const at = (value) => (/^\d+(\.\d+)?$/.test(value) ? new Date(Number(value) * 1000).toISOString() : value);
  return { from: at(earliest) || new Date(0).toISOString(), ...(latest && latest !== 'now' && { to: at(latest) }) };
}

const concerns = (one, id) => (one.destination_ids ?? one.destinations.map((each) => each.id)).includes(id);

function Counted({ counted, id, busy, onSend }) {
  const share = counted.destinations.find((one) => one.id === id) ?? { events: 0, bytes: 0 };
  return h('div', { class: 'counted-replay', role: 'status' },
    h('p', null, h('b', null, plural(share.events, 'event') + ', ' + bytes(share.bytes)), ' of ', plural(counted.events, 'event'), ' that came between ', h(Time, { at: instant(counted.from), shape: 'minute' }), ' and ', h(Time, { at: instant(counted.to), shape: 'minute' }), ' would be sent to ', h('bdi', null, id), '.'),
    counted.missing > 0 && h('p', { class: 'note bad' }, `${plural(counted.missing, 'record')} of that time are no longer in the log.`),
    share.events > 0 && h(Button, { kind: 'primary', icon: 'retry', disabled: busy, onClick: onSend }, `Send ${plural(share.events, 'event')} again`));
}

function Replays({ list, id, onChanged }) {
  const [error, setError] = useState(null);
  const cancel = (one) => text('/api/replays/' + one.id, { method: 'DELETE' }).then(() => onChanged(), setError);
  return [error && h(Fault, { key: 'fault', error }), list.length === 0 ? h(Empty, { key: 'none', title: 'Nothing was replayed to it yet' })
    : h('ul', { key: 'list', class: 'replays' }, list.map((one) => h('li', { key: one.id }, h(One, { one, id, onCancel: one.state === 'running' && (() => cancel(one)) }))))];
}

function One({ one, id, onCancel }) {
  const mine = one.destinations?.find((each) => each.id === id);
  const records = one.next - one.first;
  const share = mine && records > 0 ? Math.min(1, Math.max(0, (mine.at - one.first) / records)) : 1;
  return [h(Badge, { key: 'state', tone: TONES[one.state] }, one.state),
    h('span', { key: 'what' }, `Replay ${one.id}: `, h(Time, { at: instant(one.from), shape: 'minute' }), ' to ', h(Time, { at: instant(one.to), shape: 'minute' })),
    mine && h('span', { key: 'books', class: 'muted number' }, [`${count(mine.delivered)} delivered`, mine.pending > 0 && `${count(mine.pending)} pending`, mine.rejected > 0 && `${count(mine.rejected)} refused`, mine.held_already > 0 && `${count(mine.held_already)} there already`].filter(Boolean).join(', ')),
    one.state === 'running' && mine && h('progress', { key: 'bar', max: 1, value: share, 'aria-label': `Replay ${one.id}` }),
    one.state === 'running' && mine && h('span', { key: 'share', class: 'muted number' }, percent(share)),
    onCancel && h(Button, { key: 'cancel', onClick: onCancel }, 'Cancel'),
    (one.note || mine?.last_error) && h('p', { key: 'note', class: 'note' }, one.note || mine.last_error)];
}
