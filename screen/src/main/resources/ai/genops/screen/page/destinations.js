// Destinations: which deliver, which are behind and why, and what to do about it.

import { h } from './lib/preact.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { Link } from './route.js';
import { bytes, compact, count, duration, plural } from './format.js';
import { Badge, Card, Empty, Fault, Loaded } from './parts.js';
import { State } from './states.js';
import { Rows } from './rows.js';
import { perSecond, useRates } from './rates.js';
import { Destination } from './destination.js';

const EVERY = 2000;

export function Destinations({ id, session }) {
  const live = useLive((signal) => json('/api/status', { signal }), 'status', EVERY);
  const rate = useRates(live.data, (status) => Object.fromEntries(status.destinations.map((one) => [one.id, one.delivered])));
  if (id) {
    const one = live.data?.destinations.find((each) => each.id === id);
    return h('div', { class: 'page' },
      h('header', { class: 'page-head' }, h('h1', null, h('bdi', null, id)), h('div', { class: 'page-tools' }, h(Link, { to: '/destinations', class: 'button' }, 'All destinations'))),
      live.error && !live.data ? h(Fault, { error: live.error }) : h(Loaded, { live, lines: 10 }, () => one
        ? h(Destination, { key: id, one, rate: rate(id), admin: session?.admin, onChanged: live.again })
        : h(Empty, { title: 'There is no destination of this name' }, h(Link, { to: '/destinations' }, 'See all destinations'))));
  }
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Destinations')),
    h(Loaded, { live, lines: 10 }, ({ destinations }) => [
      h(Running, { key: 'running', list: destinations.filter((one) => one.available), rate }),
      h(Waiting, { key: 'waiting', list: destinations.filter((one) => !one.available) })]));
}

const ORDER = ['down', 'circuit open', 'backing off', 'paused', 'ready'];

function Running({ list, rate }) {
  const sorted = [...list].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || b.lag.bytes - a.lag.bytes || a.id.localeCompare(b.id));
  return h(Card, { title: 'Delivering', aside: plural(list.length, 'destination') }, list.length === 0
    ? h(Empty, { title: 'No destination is configured' }, 'Set the variables that are named below and start again.')
    : h(Rows, { label: 'Destinations that deliver', list: sorted, keyOf: (one) => one.id, columns: [
      { title: 'Destination', cell: (one) => [h(Link, { key: 'l', to: '/destinations/' + encodeURIComponent(one.id), class: 'strong' }, one.id), h('div', { key: 't', class: 'muted small' }, one.type)] },
      { title: 'State', class: 'nowrap', cell: (one) => h(State, { state: one.state }) },
      { title: 'Throughput', number: true, cell: (one) => perSecond(rate(one.id)) },
      { title: 'Delivered', number: true, cell: (one) => h('span', { title: count(one.delivered) }, compact(one.delivered)) },
      { title: 'Behind', number: true, cell: (one) => (one.lag.events > 0 ? [h('div', { key: 'e' }, plural(one.lag.events, 'event')), h('div', { key: 'b', class: 'muted small' }, `${bytes(one.lag.bytes)}, ${duration(one.lag.seconds * 1000)}`)] : h('span', { class: 'muted' }, 'none')) },
      { title: 'Dead letters', number: true, cell: (one) => (one.dead_letters.present > 0 ? h(Badge, { tone: 'bad' }, count(one.dead_letters.present)) : h('span', { class: 'muted' }, '0')) },
      { title: 'Last error', class: 'error-cell', cell: (one) => h('bdi', { class: one.last_error ? 'clip' : 'muted', title: one.last_error }, one.last_error || 'none') }] }));
}

// What each waits for, in the server's own words.
function Waiting({ list }) {
  return list.length > 0 && h(Card, { title: 'Not configured', aside: 'they take nothing until then' }, h('ul', { class: 'wait-list' }, list.map((one) =>
    h('li', { key: one.id }, h('b', null, one.id), h('span', { class: 'muted' }, one.type), h('span', { class: 'muted' }, one.state.replace(/^not configured \((.*)\)$/, '$1'))))));
}
