// Sources: what each receives and refuses, and why.

import { h } from './lib/preact.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { Link, address } from './route.js';
import { bytes, compact, count, plural } from './format.js';
import { Badge, Card, Empty, Figure, Loaded } from './parts.js';
import { perSecond, useRates } from './rates.js';
import { Cli, Rows } from './rows.js';
import { State } from './states.js';
import { totalsOf } from './status.js';

const EVERY = 2000;
const SIGNALS = [['traces', 'Traces'], ['logs', 'Logs'], ['metrics', 'Metrics'], ['hec', 'HEC']];

function counters(status) {
  return Object.fromEntries(status.sources.flatMap((source) => {
    const sum = totalsOf(source);
    return [['events ' + source.id, sum.events], ['bytes ' + source.id, sum.bytes]];
  }));
}

export function Sources() {
  const live = useLive((signal) => json('/api/status', { signal }), 'status', EVERY);
  const rate = useRates(live.data, counters);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Sources')),
    h(Loaded, { live, lines: 10 }, ({ sources, log }) => [
      log.obstacle && h('p', { key: 'obstacle', class: 'said bad', role: 'alert' }, 'Nothing is taken: ' + log.obstacle),
      sources.length === 0 && h(Empty, { key: 'none', title: 'No source is configured' }, 'A file in the configuration’s folder ', h('code', null, 'sources/'), ' is one.'),
      sources.map((source) => h(Source, { key: source.id, source, rate })),
      h(Cli, { key: 'cli' }, ['./genops status', './genops tap'])]));
}

function Source({ source, rate }) {
  const sum = totalsOf(source);
  const reasons = Object.entries(source.refused_by_reason ?? {}).sort((a, b) => b[1] - a[1]);
  const size = rate('bytes ' + source.id);
  return h(Card, { title: source.id, aside: h(Link, { to: address('/search', { q: `index=* __inputId="${source.id}"`, earliest: '-15m' }) }, 'Its events') },
    h('dl', { class: 'figure-row' },
      h(Figure, { name: 'State' }, h(State, { state: sum.events > 0 ? 'ready' : 'idle', text: sum.events > 0 ? 'receiving' : 'nothing yet' })),
      h(Figure, { name: 'Events now' }, perSecond(rate('events ' + source.id))),
      h(Figure, { name: 'Bytes now' }, size == null ? '–' : bytes(Math.round(size)) + '/s'),
      h(Figure, { name: 'Events' }, compact(sum.events)),
      h(Figure, { name: 'Bytes' }, bytes(sum.bytes)),
      h(Figure, { name: 'Requests' }, compact(sum.requests)),
      h(Figure, { name: 'Refused', tone: sum.refused > 0 ? 'warn' : '' }, count(sum.refused))),
    h('div', { class: 'halves' },
      h('div', null, h(Rows, { label: 'Signals of ' + source.id, list: SIGNALS.filter(([name]) => source[name]), keyOf: ([name]) => name, columns: [
        { title: 'Signal', cell: ([, title]) => title },
        { title: 'Requests', number: true, cell: ([name]) => count(source[name].requests) },
        { title: 'Events', number: true, cell: ([name]) => count(source[name].events) },
        { title: 'Bytes', number: true, cell: ([name]) => bytes(source[name].bytes) },
        { title: 'Refused', number: true, cell: ([name]) => (source[name].refused > 0 ? h(Badge, { tone: 'warn' }, count(source[name].refused)) : h('span', { class: 'muted' }, '0')) }] })),
      h('div', null, h('h3', null, 'Refused requests'), reasons.length === 0 ? h('p', { class: 'muted small' }, 'None since the server started.')
        : h('ul', { class: 'plain-list' }, reasons.map(([reason, times]) => h('li', { key: reason }, h('span', null, reason.replaceAll('_', ' ')), h('b', { class: 'number' }, plural(times, 'request'))))))),
    source.tokens?.length > 0 && h(Tokens, { source }));
}

function Tokens({ source }) {
  return h(Rows, { label: 'Tokens of ' + source.id, list: source.tokens, keyOf: (one) => one.name, columns: [
    { title: 'Token', cell: (one) => h('b', null, one.name === 'none' ? 'without one' : one.name) },
    { title: 'Requests', number: true, cell: (one) => count(one.requests) },
    { title: 'Events', number: true, cell: (one) => count(one.events) },
    { title: 'Bytes', number: true, cell: (one) => bytes(one.bytes) },
    { title: 'Refused', cell: (one) => { const codes = Object.entries(one.refused_by_code); return codes.length === 0 ? h('span', { class: 'muted' }, 'none') : codes.map(([code, times]) => `${code.replaceAll('_', ' ')}: ${count(times)}`).join(', '); } }] });
}
