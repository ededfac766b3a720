// One destination: its figures, what became of every event, and what can be done.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json } from './api.js';
import { bytes, count, duration, money, percent, plural } from './format.js';
import { Button, Card, Fault, Figure, Time } from './parts.js';
import { State } from './states.js';
import { perSecond } from './rates.js';
import { Letters } from './letters.js';
import { Replay } from './replay.js';
import { BY, Reason } from './reason.js';

const seconds = (iso) => (iso ? Date.parse(iso) / 1000 : null);

// `admin`: whether whoever looks may steer it and read what it refused.
export function Destination({ one, rate, admin, onChanged }) {
  if (!one.available) {
    return h(Card, { title: 'Not configured' }, h('p', null, one.state), h('p', { class: 'muted' }, 'It takes nothing until then, and nothing is lost for the others.'));
  }
  return h('div', { class: 'destination' },
    h(Steering, { one, admin, onChanged }),
    h('dl', { class: 'figure-row card' },
      h(Figure, { name: 'Throughput' }, perSecond(rate)),
      h(Figure, { name: 'Behind', tone: one.lag.events > 0 ? 'warn' : '' }, plural(one.lag.events, 'event')),
      h(Figure, { name: 'Behind by size' }, bytes(one.lag.bytes)),
      h(Figure, { name: 'Behind by time' }, one.lag.seconds > 0 ? duration(one.lag.seconds * 1000) : '0 s'),
      h(Figure, { name: 'Requests under way' }, `${count(one.delivery.requests_in_flight)} of ${count(one.delivery.concurrency)}`),
      h(Figure, { name: 'Sent' }, bytes(one.delivery.sent_bytes || one.bytes)),
      one.delivery.cost_dollars != null && h(Figure, { name: 'Price of it' }, money(one.delivery.cost_dollars))),
    h(LastError, { one }),
    h(Outcomes, { one }),
    h(Failures, { one }),
    admin && h(Letters, { id: one.id, present: one.dead_letters.present, onChanged }),
    admin && h(Replay, { id: one.id }));
}

function Steering({ one, admin, onChanged }) {
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const order = async (what, body = {}) => {
    setBusy(true);
    setError(null);
    try {
      await json(`/api/destinations/${encodeURIComponent(one.id)}/${what}`, { body: { by: BY, ...body } });
      onChanged();
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  return h('section', { class: 'card steering', 'aria-label': 'State' },
    h('div', null, h(State, { state: one.state }), h('span', { class: 'muted' }, one.type),
      one.paused && h('span', null, 'since ', h(Time, { at: seconds(one.paused.since), shape: 'minute' }), ` by ${one.paused.by}`, one.paused.reason && `: ${one.paused.reason}`),
      one.breaker.next_attempt_at && !one.paused && h('span', { class: 'muted' }, 'next attempt ', h(Time, { at: seconds(one.breaker.next_attempt_at), shape: 'seconds' }))),
    admin && h('div', { class: 'buttons' },
      one.paused ? h(Button, { icon: 'play', kind: 'primary', disabled: busy, onClick: () => order('resume') }, 'Resume') : h(Button, { icon: 'pause', disabled: busy, onClick: () => setAsking(true) }, 'Pause'),
      h(Button, { icon: 'retry', disabled: busy || Boolean(one.paused), onClick: () => order('retry') }, 'Try again now')),
    error && h(Fault, { error }),
    asking && h(Reason, { title: `Pause ${one.id}?`, text: 'Its events stay in the log and are delivered when it is resumed. Others go on.', action: 'Pause', needed: false, onClose: () => setAsking(false), onDo: (reason) => { setAsking(false); order('pause', { reason }); } }));
}

function LastError({ one }) {
  const text = one.delivery.last_failure || one.last_error;
  return text && h(Card, { title: 'Last error', aside: one.delivery.last_failure_at && h(Time, { at: seconds(one.delivery.last_failure_at), shape: 'minute' }) },
    h('pre', { class: 'words' }, text),
    one.breaker.consecutive_failures > 0 ? h('p', { class: 'note bad' }, `${plural(one.breaker.consecutive_failures, 'attempt')} in a row failed; circuit breaker ${one.breaker.state.replace('_', ' ')}.`)
      : one.delivery.last_success_at && h('p', { class: 'note' }, 'It has delivered since, last at ', h(Time, { at: seconds(one.delivery.last_success_at), shape: 'minute' }), '.'));
}

// Exclusive: every event that was written to it is in one of them.
function Outcomes({ one }) {
  const list = [['Delivered', one.delivered, 'good'], ['Pending', one.pending, 'accent'], ['Dead-lettered', one.dead_lettered, 'bad'], ['Dropped', one.dropped, 'bad'], ['Expired', one.expired, 'warn']];
  return h(Card, { title: 'What became of its events', aside: plural(one.written, 'event') + ' since the start' },
    h('div', { class: 'stack', 'aria-hidden': 'true' }, list.map(([name, value, tone]) => value > 0 && h('i', { key: name, class: tone, style: { width: (100 * value) / one.written + '%' } }))),
    h('dl', { class: 'outcomes' }, list.map(([name, value, tone]) => h('div', { key: name }, h('dt', null, h('i', { class: 'dot ' + tone }), name), h('dd', { class: 'number' }, count(value)), h('dd', { class: 'muted number' }, one.written > 0 ? percent(value / one.written, 1) : '')))));
}

function Failures({ one: { delivery, retries, overflow } }) {
  const failures = Object.entries(delivery.failures).filter(([, value]) => value > 0);
  const list = [['Requests', delivery.requests], ['Retries', retries], ...failures.map(([name, value]) => ['Failed: ' + name.replaceAll('_', ' '), value]), ['Waited for a rate limit', delivery.rate_limit_waits], ['Waited as it asked', delivery.retry_after_waits]];
  return h(Card, { title: 'Requests' }, h('dl', { class: 'outcomes' }, list.map(([name, value]) => h('div', { key: name }, h('dt', null, name), h('dd', { class: 'number' }, count(value)))),
    overflow && h('div', null, h('dt', null, 'When its room in the log is full'), h('dd', null, overflow.action.replace('_', ' '), overflow.max_bytes > 0 && `, at ${bytes(overflow.max_bytes)}`))));
}
