// Live: the events that a search's condition holds for, as they arrive. It ends when somebody leaves it.

import { h } from './lib/preact.js';
import { useEffect, useMemo, useRef, useState } from './lib/hooks.js';
import { lines, useConnection } from './api.js';
import { tokens } from './spl.js';
import { count, percent } from './format.js';
import { Button, Empty, Fault } from './parts.js';
import { Event } from './events.js';

const KEPT = 200;
const SECONDS = 5;
const AGAIN_MILLIS = 1000;

// What stands before the first command: live events take none.
export function conditionOf(query) {
  let depth = 0;
  for (const { text, at, kind } of tokens(query)) {
    depth += text === '[' && kind === 'pipe' ? 1 : text === ']' && kind === 'pipe' ? -1 : 0;
    if (text === '|' && kind === 'pipe' && depth === 0) {
      return query.slice(0, at).trim();
    }
  }
  return query.trim();
}

export function LiveTail({ query, onAdd, onFault }) {
  const condition = conditionOf(query);
  const { returns } = useConnection();
  const [state, setState] = useState({ events: [], seen: 0, shown: 0, rate: 0, open: false, error: null });
  const [paused, setPaused] = useState(false);
  const held = useRef(false);
  held.current = paused;
  useEffect(() => follow(condition, held, setState), [condition, returns]);
  useEffect(() => onFault(state.error), [state.error]);
  const { events, seen, shown, rate, open, error } = state;
  const mark = useMemo(() => marker(condition), [condition]);
  return h('div', { class: 'outcome live-tail' },
    h('div', { class: 'outcome-bar' },
      h('p', { class: 'counted' }, h('span', { class: 'state ' + (open && !paused ? 'good' : 'warn') }, h('i'),
        paused ? 'Paused' : open ? 'Live' : error ? 'Stopped' : 'Connecting …'), ' ',
      h('b', null, count(seen)), h('span', { class: 'muted' }, ` events since you began, ${count(rate)} a second`)),
      h(Button, { icon: paused ? 'play' : 'pause', onClick: () => setPaused(!paused), disabled: Boolean(error) },
        paused ? 'Go on' : 'Pause')),
    condition !== query.trim() && h('p', { class: 'note' },
      'Commands need events that are in the lake: only the condition before the first | is live.'),
    seen > shown && !paused && h('p', { class: 'note' },
      `More come than anybody can read: ${percent(shown / seen)} of them are shown, spread over the time.`),
    error ? h(Fault, { error }) : events.length === 0
      ? h(Empty, { title: 'Waiting for events' }, condition ? 'Those that the condition holds for appear here.' : '')
      : h('ol', { class: 'card event-list', 'aria-label': 'Live events, the newest first' },
        events.map((one) => h(Row, { key: one.key, event: one.event, condition, onAdd, mark }))));
}

// Drawn once: what is on the page already costs nothing when more comes.
function Row({ event, condition, onAdd, mark }) {
  return useMemo(() => h(Event, { event, onAdd, mark }), [event, condition]);
}

// Asks until it is told to stop; a server that ends the stream, at a reload say, is asked again.
function follow(condition, held, setState) {
  const ending = new AbortController();
  let key = 0;
  let waiting = { events: [], seen: 0, shown: 0 };
  const rates = [];
  setState({ events: [], seen: 0, shown: 0, rate: 0, open: false, error: null });
  const take = (message) => {
    waiting.seen += message.seen;
    waiting.shown += message.events.length;
    waiting.events = [...message.events.map((event) => ({ key: key++, event })).reverse(), ...waiting.events]
      .slice(0, KEPT);
    rates.push([performance.now(), message.seen]);
  };
  // Once a frame at most, however many messages come; while it is paused they are counted and the newest kept.
  const draw = () => {
    if (ending.signal.aborted) {
      return;
    }
    if (!held.current && (waiting.seen > 0 || rates.length > 0)) {
      const since = performance.now() - SECONDS * 1000;
      while (rates.length > 0 && rates[0][0] < since) {
        rates.shift();
      }
      const rate = rates.reduce((sum, [, seen]) => sum + seen, 0) / SECONDS;
      const { events, seen, shown } = waiting;
      waiting = { events: [], seen: 0, shown: 0 };
      setState((before) => ({ ...before, open: true, rate, seen: before.seen + seen, shown: before.shown + shown,
        events: [...events, ...before.events].slice(0, KEPT) }));
    }
    timer = setTimeout(() => requestAnimationFrame(draw), 250);
  };
  let timer = setTimeout(draw, 250);
  const ask = async () => {
    while (!ending.signal.aborted) {
      try {
        await lines('/api/tail?q=' + encodeURIComponent(condition), { signal: ending.signal, onLine: take });
        setState((before) => ({ ...before, open: false }));
      } catch (error) {
        if (!ending.signal.aborted && error.status !== 0) {
          setState((before) => ({ ...before, open: false, error }));
        }
        return; // one that is lost is asked again when the server is back
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLIS));
    }
  };
  ask();
  return () => {
    ending.abort();
    clearTimeout(timer);
  };
}

// Marks in a text what the condition looks for.
function marker(condition) {
  const words = tokens(condition)
    .filter(({ text, kind }, i, all) => kind !== 'field' && kind !== 'keyword' && /[\p{L}\p{N}]/u.test(text)
      && !/^[=!<>]/.test(all[i + 1]?.text ?? ''))
    .flatMap(({ text }) => text.replace(/^"|"$/g, '').split('*'))
    .filter((word) => word.length > 1);
  if (words.length === 0) {
    return (text) => text;
  }
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp('(' + escaped.join('|') + ')', 'giu');
  return (text) => String(text).split(pattern).map((part, i) => (i % 2 === 1 ? h('mark', { key: i }, part) : part));
}
