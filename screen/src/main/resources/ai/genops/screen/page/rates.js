// Figures per second out of counters that only grow: what a counter gained between two looks, the last few averaged.

import { useRef } from './lib/hooks.js';

const LOOKS = 6;

// `counters` gives an object of numbers of a status; the result has the same names, per second, null at the first look.
export function useRates(status, counters) {
  const looks = useRef([]);
  if (status && looks.current.at(-1)?.status !== status) {
    const next = { status, at: performance.now(), counts: counters(status) };
    const last = looks.current.at(-1);
    // A server that started again counts from 0.
    const restarted = last && last.status.started_at !== status.started_at;
    looks.current = restarted ? [next] : [...looks.current, next].slice(-LOOKS);
  }
  const first = looks.current[0];
  const last = looks.current.at(-1);
  const seconds = first && last ? (last.at - first.at) / 1000 : 0;
  return (name) => (seconds > 0.5 ? Math.max(0, ((last.counts[name] ?? 0) - (first.counts[name] ?? 0)) / seconds) : null);
}

export function perSecond(rate) {
  if (rate == null) {
    return '–';
  }
  return rate === 0 ? '0/s' : (rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString()) + '/s';
}
