// Alerts of searches: which fire, when each ran last, what happened; and one of them, to silence, try and look into.

import { h } from './lib/preact.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { Link } from './route.js';
import { count, duration, instant, plural } from './format.js';
import { Badge, Card, Empty, Fault, Loaded, Time } from './parts.js';
import { Cli, Rows } from './rows.js';
import { State } from './states.js';
import { OneAlert } from './alert.js';
import { Happenings, Severity } from './happenings.js';

const EVERY = 5000;
const ORDER = ['firing', 'failed', 'waiting', 'ok'];

export function Alerts() {
  const live = useLive(async (signal) => {
    const [alerts, health] = await Promise.all([json('/api/alerts', { signal }), json('/api/health-alerts', { signal })]);
    return { ...alerts, health: health.alerts };
  }, 'alerts', EVERY);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Alerts')),
    h(Loaded, { live, lines: 10 }, (data) => [
      h(Notices, { key: 'notices', data }),
      h(All, { key: 'all', list: data.alerts }),
      h(Health, { key: 'health', list: data.health }),
      h(Happenings, { key: 'history', list: data.history, named: true }),
      h(Cli, { key: 'cli' }, ['./genops alerts list', './genops alerts history'])]));
}

// Only where something is wrong with telling.
function Notices({ data: { notices, events } }) {
  const lost = notices.lost + events.lost;
  const text = [notices.waiting > 0 && `${plural(notices.waiting, 'notice')} on the way to people`, events.waiting > 0 && `${plural(events.waiting, 'event')} not yet in the log`,
    notices.lost > 0 && `${plural(notices.lost, 'notice')} given up, because nobody took them`, events.lost > 0 && `${plural(events.lost, 'event')} lost`].filter(Boolean).join('; ');
  return text && h('p', { class: 'said' + (lost > 0 ? ' bad' : ''), role: 'status' }, text + '.');
}

function All({ list }) {
  const sorted = [...list].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.title.localeCompare(b.title));
  const columns = [
    { title: 'State', class: 'nowrap', cell: (one) => [h(State, { key: 's', state: one.state }), one.silenced_until && h('div', { key: 'q', class: 'small muted' }, 'silenced until ', h(Time, { at: instant(one.silenced_until), shape: 'minute' }))] },
    { title: 'Alert', cell: (one) => [h(Link, { key: 'l', to: '/alerts/' + encodeURIComponent(one.id), class: 'strong' }, h('bdi', null, one.title)), h('div', { key: 'd', class: one.error ? 'bad small' : 'muted small' }, h('bdi', null, one.error || one.description))] },
    { title: 'Severity', cell: (one) => h(Severity, { of: one.severity }) },
    { title: 'Fires for', number: true, cell: (one) => (one.firing.length > 0 ? h(Badge, { tone: 'bad' }, count(one.firing.length)) : h('span', { class: 'muted' }, '0')) },
    { title: 'Last run', class: 'nowrap', cell: (one) => (one.last_run ? [h(Time, { key: 't', at: instant(one.last_run), relative: true }), h('div', { key: 'n', class: 'muted small' }, `${plural(one.last_rows, 'row')}, ${duration(one.last_took_ms)}`)] : h('span', { class: 'muted' }, 'not yet')) },
    { title: 'Runs', class: 'nowrap', cell: (one) => h('span', { class: 'muted' }, one.schedule) },
    { title: 'Tells', cell: (one) => h(Tells, { one }) },
  ];
  return h(Card, { title: 'Alerts of searches', aside: plural(list.length, 'alert') }, list.length === 0
    ? h(Empty, { title: 'No alert is configured' }, 'A file in the configuration’s folder ', h('code', null, 'alerts/'), ' is one.')
    : h(Rows, { label: 'Alerts of searches', columns, list: sorted, keyOf: (one) => one.id }));
}

function Tells({ one }) {
  const ready = one.notifies.filter((action) => action.state === 'ready');
  return ready.length > 0 ? ready.map((action) => action.destination || action.named).join(', ')
    : h('span', { class: 'muted' }, one.notifies.length > 0 ? 'nobody yet' : 'nobody');
}

// Rules on the server itself, as Home's health has them too.
function Health({ list }) {
  const firing = list.filter((one) => one.state === 'firing');
  return h(Card, { title: 'On the server itself', aside: plural(list.length, 'rule') }, firing.length === 0
    ? h('p', { class: 'muted' }, 'None fires.')
    : h(Rows, { label: 'Alerts on the server', list: firing, keyOf: (one) => one.rule + one.subject, columns: [
      { title: 'State', cell: (one) => h(State, { state: one.state }) },
      { title: 'Rule', cell: (one) => h('b', null, one.rule) },
      { title: 'About', cell: (one) => h('bdi', null, one.subject) },
      { title: 'Value', cell: (one) => h('bdi', null, one.value) }] }));
}

export function Alert({ id }) {
  const live = useLive((signal) => json('/api/alerts', { signal }), 'alerts', EVERY);
  const one = live.data?.alerts.find((each) => each.id === id);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, h('bdi', null, one?.title ?? id)), h('div', { class: 'page-tools' }, h(Link, { to: '/alerts', class: 'button' }, 'All alerts'))),
    live.error && live.data && h(Fault, { error: live.error }),
    h(Loaded, { live, lines: 10 }, (data) => (one
      ? h(OneAlert, { key: id, one, history: data.history.filter((each) => each.alert === id), onChanged: live.again })
      : h(Empty, { title: 'There is no alert of this name' }, h(Link, { to: '/alerts' }, 'See all alerts')))));
}
