// What alerts did, the newest first.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { count, instant, plural } from './format.js';
import { Badge, Card, Empty, Time } from './parts.js';
import { Link } from './route.js';
import { Rows } from './rows.js';
import { State } from './states.js';

const SHOWN = 20;
const TONES = { critical: 'bad', high: 'bad', error: 'bad', warning: 'warn', medium: 'warn' };
const STATES = { firing: 'firing', resolved: 'ok', failed: 'failed', silenced: 'silenced', heard: 'idle' };

export function Severity({ of }) {
  return of && !of.startsWith('$') ? h(Badge, { tone: TONES[of] ?? 'plain' }, of) : h('span', { class: 'muted' }, of ? 'by row' : '–');
}

// `named`: of several alerts.
export function Happenings({ list, named = false }) {
  const [all, setAll] = useState(false);
  const columns = [
    { title: 'When', class: 'nowrap', cell: (one) => h(Time, { at: instant(one.time), shape: 'minute' }) },
    { title: 'What', class: 'nowrap', cell: (one) => h(State, { state: STATES[one.state] ?? one.state, text: one.state }) },
    named && { title: 'Alert', cell: (one) => h(Link, { to: '/alerts/' + encodeURIComponent(one.alert), class: 'clip', title: one.title }, h('bdi', null, one.title)) },
    { title: 'About', cell: (one) => h('bdi', { class: 'value', title: one.key }, one.key || '–') },
    { title: 'Severity', cell: (one) => h(Severity, { of: one.severity }) },
    { title: 'Message', cell: (one) => h('bdi', { class: 'value small' }, one.value) },
    { title: 'Told', cell: (one) => (one.told.length > 0 ? one.told.join(', ') : h('span', { class: 'muted' }, 'nobody')) },
  ].filter(Boolean);
  return h(Card, { title: 'History', aside: list.length > 0 && `the last ${plural(list.length, 'happening')}` }, list.length === 0
    ? h(Empty, { title: 'Nothing has happened yet' })
    : [h(Rows, { key: 'rows', label: 'History', columns, list: all ? list : list.slice(0, SHOWN) }),
      list.length > SHOWN && !all && h('button', { key: 'all', type: 'button', class: 'link', onClick: () => setAll(true) }, `Show all ${count(list.length)}`)]);
}
