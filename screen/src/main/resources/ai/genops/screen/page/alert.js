// One alert: how it is, what fires, and what can be done.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json } from './api.js';
import { Link, address } from './route.js';
import { count, duration, instant, plural } from './format.js';
import { Button, Card, Dialog, Fault, Figure, Time } from './parts.js';
import { Cli, Rows } from './rows.js';
import { State } from './states.js';
import { Happenings, Severity } from './happenings.js';

const TIMES = [['30m', '30 minutes'], ['2h', '2 hours'], ['8h', '8 hours'], ['1d', 'a day'], ['7d', '7 days'], ['31d', '31 days']];

export function OneAlert({ one, history, onChanged }) {
  return h('div', { class: 'stacked' },
    one.description && h('p', { class: 'muted' }, h('bdi', null, one.description)),
    h(Steering, { one, onChanged }),
    one.error && h(Fault, { error: { message: one.error } }),
    h(Figures, { one }),
    h(Card, { title: 'Fires for' }, one.firing.length === 0
      ? h('p', { class: 'muted' }, one.last_run ? 'Nothing: its last search found none.' : 'Its first search has not been made yet.')
      : h(Firing, { list: one.firing, label: 'Fires for' })),
    h(Tells, { list: one.notifies }),
    h(Definition, { one }),
    h(Happenings, { list: history }),
    h(Cli, null, [`./genops alerts test ${one.id}`, `./genops alerts silence ${one.id} --for 2h`]));
}

function Steering({ one, onChanged }) {
  const [asking, setAsking] = useState(false);
  const [trial, setTrial] = useState(null);
  const [busy, setBusy] = useState(false);
  const ask = async (what, body) => {
    setBusy(true);
    try {
      return { answer: await json(`/api/alerts/${encodeURIComponent(one.id)}/${what}`, { body }) };
    } catch (error) {
      return { error };
    } finally {
      setBusy(false);
    }
  };
  const silence = async (time) => {
    setAsking(false);
    const { error } = await ask('silence', { for: time });
    setTrial(error ? { error } : null);
    onChanged();
  };
  return h('section', { class: 'card steering', 'aria-label': 'State' },
    h('div', null, h(State, { state: one.state }), h(Severity, { of: one.severity }),
      one.silenced_until && h('span', null, h(State, { state: 'silenced', text: 'tells nobody' }), ' until ', h(Time, { at: instant(one.silenced_until), shape: 'minute' }))),
    h('div', { class: 'buttons' },
      h(Link, { to: address('/search', { q: one.search, earliest: one.earliest, latest: one.latest === 'now' ? '' : one.latest }), class: 'button' }, 'Open its search'),
      h(Button, { icon: 'play', disabled: busy, onClick: async () => setTrial(await ask('test', {})) }, busy ? 'Working …' : 'Test now'),
      one.silenced_until
        ? h(Button, { icon: 'alerts', kind: 'primary', disabled: busy, onClick: () => silence('0') }, 'End silence')
        : h(Button, { icon: 'pause', disabled: busy, onClick: () => setAsking(true) }, 'Silence')),
    trial && h(Trial, { trial }),
    asking && h(Dialog, { title: `Silence “${one.title}” for how long?`, onClose: () => setAsking(false) },
      h('p', null, 'It goes on searching and tells nobody. What begins meanwhile is told afterwards, if it still holds.'),
      h('div', { class: 'buttons' }, TIMES.map(([time, text], i) => h(Button, { key: time, autofocus: i === 0, onClick: () => silence(time) }, text))),
      h('div', { class: 'buttons end' }, h(Button, { onClick: () => setAsking(false) }, 'Cancel'))));
}

// Nobody is told by a test.
function Trial({ trial: { answer, error } }) {
  if (error) {
    return h(Fault, { error });
  }
  return h('div', { class: 'trial', role: 'status' },
    h('p', null, h('b', null, answer.would_fire ? `It would fire for ${plural(answer.findings.length, 'thing')}.` : 'It would not fire.'),
      h('span', { class: 'muted' }, ` ${plural(answer.rows, 'row')} in ${duration(answer.took_ms)}; nobody was told.`)),
    answer.remarks.map((remark, i) => h('p', { key: i, class: 'note' }, remark)),
    answer.findings.length > 0 && h(Firing, { list: answer.findings, label: 'What it would fire for' }));
}

function Firing({ list, label }) {
  return h(Rows, { label, list, keyOf: (one) => one.key, columns: [
    { title: 'About', cell: (one) => h('bdi', { class: 'value strong' }, one.key || 'the whole') },
    { title: 'Severity', cell: (one) => h(Severity, { of: one.severity }) },
    { title: 'Since', class: 'nowrap', cell: (one) => h(Time, { at: instant(one.since), shape: 'minute' }) },
    { title: 'Told', class: 'nowrap', cell: (one) => (one.told ? h(Time, { at: instant(one.told), shape: 'minute' }) : h('span', { class: 'muted' }, 'not yet')) },
    { title: 'Message', cell: (one) => h('bdi', { class: 'value' }, one.value) }] });
}

function Figures({ one }) {
  return h('dl', { class: 'figure-row card' },
    h(Figure, { name: 'Last run' }, h(Time, { at: instant(one.last_run), relative: true })),
    h(Figure, { name: 'It found' }, plural(one.last_rows, 'row')),
    h(Figure, { name: 'It took' }, duration(one.last_took_ms)),
    h(Figure, { name: 'Next run' }, one.next_run ? h(Time, { at: instant(one.next_run), shape: 'time' }) : 'on arrival'),
    h(Figure, { name: 'Runs' }, count(one.counts.runs)),
    h(Figure, { name: 'Failed', tone: one.counts.failures > 0 ? 'bad' : '' }, count(one.counts.failures)),
    h(Figure, { name: 'Fired' }, count(one.counts.fired)),
    h(Figure, { name: 'Notices' }, count(one.counts.notices)));
}

function Definition({ one }) {
  const facts = [['Runs', one.schedule], ['Looks at', `${one.earliest || 'the beginning'} to ${one.latest || 'everything'}` + (one.over === 'new' ? ', only what is new' : '')], ['Fires when', one.condition],
    ['One thing is', one.throttle_by.length > 0 ? one.throttle_by.join(', ') : 'the whole result'], ['Told again after', one.throttle_seconds > 0 ? duration(one.throttle_seconds * 1000) : 'every change'], ['Defined in', one.defined_at], ['Its events are in', 'index=' + one.index]];
  return h(Card, { title: 'Definition' },
    h('pre', { class: 'words' }, one.search.trim()),
    h('dl', { class: 'facts' }, facts.map(([name, value]) => h('div', { key: name }, h('dt', null, name), h('dd', null, h('bdi', null, value))))));
}

function Tells({ list }) {
  return h(Card, { title: 'Tells' }, list.length === 0 ? h('p', { class: 'muted' }, 'Nobody: it is shown here, and what it does becomes events.') : [
    h('ul', { key: 'list', class: 'tell-list' }, list.map((action) => h('li', { key: action.named + action.destination },
      h(State, { state: action.state === 'ready' ? 'ready' : 'idle', text: action.state === 'ready' ? 'ready' : 'not told' }), h('b', null, action.destination || action.named), h('span', { class: 'muted' }, action.state === 'ready' ? '' : action.state)))),
    list.every((action) => action.state !== 'ready') && h('p', { key: 'none', class: 'note' }, 'Until one of these is configured, alerts are shown here and are events.')]);
}
