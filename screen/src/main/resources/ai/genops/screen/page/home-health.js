// Sources and destinations, a line each, and whether the books balance.

import { h } from './lib/preact.js';
import { useRef } from './lib/hooks.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { Link } from './route.js';
import { bytes, compact, count, decimal, plural } from './format.js';
import { Card, Loaded } from './parts.js';
import { State, configured } from './states.js';
import { totalsOf } from './status.js';

const EVERY = 3000;

export function Health() {
  const live = useLive(async (signal) => {
    const [status, health] = await Promise.all([json('/api/status', { signal }), json('/api/health-alerts', { signal })]);
    return { status, health, at: Date.now() };
  }, 'health', EVERY);
  const before = useRef(null);
  const last = useRef(null);
  if (live.data && live.data !== last.current) {
    before.current = last.current;
    last.current = live.data;
  }
  return h(Card, { title: 'Health', class: 'health' }, h(Loaded, { live, lines: 6 }, (data) => h(Lines, { data, before: before.current })));
}

function Lines({ data: { status, health, at }, before }) {
  const rate = (now, was) => (before ? Math.max(0, ((now - was) * 1000) / (at - before.at)) : null);
  const firing = health.alerts.filter((alert) => alert.state === 'firing');
  const ready = status.destinations.filter(configured);
  const waiting = status.destinations.length - ready.length;
  return h('ul', { class: 'health-list' },
    firing.map((alert) => h('li', { key: alert.rule + alert.subject }, h(State, { state: 'alert' }), h('b', null, alert.rule, ' ', alert.subject), h('span', { class: 'muted clip' }, alert.value))),
    status.log.obstacle && h('li', null, h(State, { state: 'down' }), h('b', null, 'Nothing is taken'), h('span', null, status.log.obstacle)),
    status.sources.map((source, i) => {
      const now = totalsOf(source);
      const perSecond = rate(now.events, before ? totalsOf(before.status.sources[i] ?? {}).events : 0);
      return h('li', { key: source.id }, h(State, { state: now.events > 0 ? 'ready' : 'idle', text: now.events > 0 ? 'receiving' : 'nothing yet' }), h('b', null, source.id),
        h('span', { class: 'muted' }, `${compact(now.events)} events, ${bytes(now.bytes)}` + (perSecond > 0 ? `, ${decimal(perSecond, perSecond < 10 ? 1 : 0)}/s` : '') + (now.refused > 0 ? `; ${plural(now.refused, 'request')} refused` : '')));
    }),
    ready.map((destination) => h('li', { key: destination.id }, h(State, { state: destination.state }), h(Link, { to: '/destinations/' + encodeURIComponent(destination.id) }, destination.id),
      h('span', { class: 'muted clip' }, destination.lag?.events > 0 ? `${count(destination.lag.events)} events behind` : `${compact(destination.delivered)} delivered`, destination.dead_letters?.present > 0 && `; ${plural(destination.dead_letters.present, 'dead letter')}`))),
    waiting > 0 && h('li', null, h(State, { state: 'idle', text: 'not configured' }), h(Link, { to: '/destinations' }, plural(waiting, 'destination')), h('span', { class: 'muted' }, 'wait for credentials')),
    h('li', null, h(State, { state: status.books.balanced ? 'ready' : 'backing off', text: status.books.balanced ? 'balanced' : 'counting' }), h('b', null, 'Books'),
      h('span', { class: 'muted clip' }, status.books.balanced ? `every one of ${compact(status.log.events_read)} events is accounted for` : status.books.differences[0])));
}
