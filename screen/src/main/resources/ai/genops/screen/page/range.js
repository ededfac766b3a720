// The time that a page looks at: relative such as -4h, or absolute in seconds since 1970. It is in the address.

import { time } from './format.js';

export const PRESETS = [
  ['-15m', 'Last 15 minutes'],
  ['-1h', 'Last hour'],
  ['-4h', 'Last 4 hours'],
  ['-12h', 'Last 12 hours'],
  ['-24h', 'Last 24 hours'],
  ['-7d', 'Last 7 days'],
  ['-30d', 'Last 30 days'],
  ['', 'All time'],
];

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const STEPS = [1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000];

// Seconds since 1970 of a time of the address; null for what only the server can read.
export function seconds(text, now = Date.now() / 1000) {
  if (text === 'now' || text === '' || text == null) {
    return now;
  }
  if (/^\d+(\.\d+)?$/.test(text)) {
    return Number(text);
  }
  const relative = /^-(\d+)([smhdw])$/.exec(text);
  return relative ? now - Number(relative[1]) * UNITS[relative[2]] : null;
}

// {earliest, latest} in seconds; earliest null for all time.
export function bounds({ earliest, latest }, now = Date.now() / 1000) {
  return { earliest: earliest ? seconds(earliest, now) : null, latest: seconds(latest, now) };
}

export function rangeOf(params, otherwise) {
  return params.has('earliest') || params.has('latest')
    ? { earliest: params.get('earliest') ?? '', latest: params.get('latest') ?? '' }
    : otherwise;
}

export function rangeText({ earliest, latest }) {
  const preset = PRESETS.find(([from]) => from === earliest);
  if (preset && (!latest || latest === 'now')) {
    return preset[1];
  }
  const { earliest: from, latest: to } = bounds({ earliest, latest });
  if (from == null && earliest) {
    return earliest + ' to ' + (latest || 'now');
  }
  return (from == null ? 'Start' : time(from, 'minute')) + ' – ' + (latest && latest !== 'now' ? time(to, 'minute') : 'now');
}

// The span that cuts a length of time into at most `most` pieces.
export function spanFor(length, most) {
  return STEPS.find((step) => length / step <= most) ?? STEPS.at(-1);
}

export function spanText(span) {
  const unit = ['d', 'h', 'm', 's'].find((name) => span % UNITS[name] === 0);
  return span / UNITS[unit] + unit;
}

// For an input of type datetime-local, which knows no zone but the browser's.
export function toInput(at) {
  const date = new Date(at * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
