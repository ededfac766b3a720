// Numbers, money and times as the viewer's language and zone have them. Every figure on the page passes here.

import { read, write } from './store.js';

const numbers = new Map();

function number(options) {
  const key = JSON.stringify(options);
  if (!numbers.has(key)) {
    numbers.set(key, new Intl.NumberFormat(undefined, options));
  }
  return numbers.get(key);
}

export const MISSING = '–';

export function count(value) {
  return value == null ? MISSING : number({ maximumFractionDigits: 0 }).format(value);
}

export function decimal(value, digits = 2) {
  return value == null ? MISSING : number({ maximumFractionDigits: digits }).format(value);
}

// 12,345 → 12.3K
export function compact(value) {
  return value == null ? MISSING : number({ notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

export function percent(share, digits = 0) {
  return share == null || !Number.isFinite(share)
    ? MISSING
    : number({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(share);
}

// With its sign: +12 %.
export function change(share) {
  return number({ style: 'percent', maximumFractionDigits: Math.abs(share) < 0.1 ? 1 : 0, signDisplay: 'exceptZero' }).format(share);
}

// Which way, and by how much: ↑ 12%.
export function arrow(share) {
  return (share > 0 ? '↑ ' : share < 0 ? '↓ ' : '') + percent(Math.abs(share), Math.abs(share) < 0.1 ? 1 : 0);
}

// How many decimals show an amount without making it 0: cents from one unit up, then three significant digits.
export function moneyDigits(value) {
  const size = Math.abs(value ?? 0);
  if (size === 0 || size >= 1) {
    return 2;
  }
  return Math.min(10, Math.max(2, 2 - Math.floor(Math.log10(size))));
}

// `digits` makes a column's amounts line up; without it the amount decides.
export function money(value, currency = 'USD', digits = moneyDigits(value)) {
  if (value == null) {
    return MISSING;
  }
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: digits, maximumFractionDigits: digits };
  try {
    return number(options).format(value);
  } catch {
    return decimal(value, digits) + ' ' + currency; // not a currency's code
  }
}

// From `least` on, shortened: $12.3K.
export function moneyCompact(value, currency = 'USD', least = 10_000) {
  if (value == null || Math.abs(value) < least) {
    return money(value, currency);
  }
  try {
    return number({ style: 'currency', currency, currencyDisplay: 'narrowSymbol', notation: 'compact', maximumFractionDigits: 1 }).format(value);
  } catch {
    return compact(value) + ' ' + currency;
  }
}

// The decimals that a column needs for its smallest amount, at most six.
export function columnDigits(values) {
  const sizes = values.filter((value) => value).map((value) => Math.abs(value));
  return sizes.length === 0 ? 2 : Math.min(6, moneyDigits(Math.min(...sizes)));
}

export function bytes(value) {
  if (value == null) {
    return MISSING;
  }
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  return number({ style: 'unit', unit: units[step], unitDisplay: 'short', maximumFractionDigits: 1 }).format(value / 1000 ** step);
}

// A length of time from milliseconds.
export function duration(millis) {
  if (millis == null) {
    return MISSING;
  }
  if (millis < 1) {
    return decimal(millis * 1000, 1) + ' µs';
  }
  if (millis < 1000) {
    return decimal(millis, millis < 10 ? 1 : 0) + ' ms';
  }
  const seconds = millis / 1000;
  if (seconds < 120) {
    return decimal(seconds, 1) + ' s';
  }
  if (seconds < 7200) {
    return decimal(seconds / 60, 0) + ' min';
  }
  return seconds < 172_800 ? decimal(seconds / 3600, 0) + ' h' : decimal(seconds / 86_400, 0) + ' d';
}

let shownZone = null; // asked once: the browser takes longer to say it than to format a time

// The zone that times are shown in: the viewer's own, or UTC.
export function zone() {
  shownZone ??= read('zone', 'local') === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
  return shownZone;
}

export function toggleZone() {
  write('zone', read('zone', 'local') === 'utc' ? 'local' : 'utc');
  shownZone = null;
}

export function zoneIsUtc() {
  return zone() === 'UTC';
}

const DATES = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  millis: { month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' },
  minute: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { month: 'short', day: 'numeric' },
  month: { month: 'long' },
  full: { year: 'numeric', month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
};
const dates = new Map();

// `shape` names one of DATES; seconds since 1970.
export function time(seconds, shape = 'full', timeZone = zone()) {
  if (seconds == null || !Number.isFinite(Number(seconds))) {
    return MISSING;
  }
  const key = shape + timeZone;
  if (!dates.has(key)) {
    dates.set(key, new Intl.DateTimeFormat(undefined, { ...DATES[shape], timeZone }));
  }
  return dates.get(key).format(Number(seconds) * 1000);
}

// Seconds since 1970 of a time as the API has it; null for none.
export function instant(iso) {
  return iso ? Date.parse(iso) / 1000 : null;
}

// For the eye that hovers.
export function utc(seconds) {
  return new Date(Number(seconds) * 1000).toISOString().replace('T', ' ').replace('Z', ' UTC');
}

const AGES = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });

export function age(seconds, now = Date.now() / 1000) {
  const past = now - seconds;
  if (past < 60) {
    return AGES.format(-Math.max(0, Math.round(past)), 'second');
  }
  if (past < 3600) {
    return AGES.format(-Math.round(past / 60), 'minute');
  }
  return past < 86_400 ? AGES.format(-Math.round(past / 3600), 'hour') : AGES.format(-Math.round(past / 86_400), 'day');
}

// ‘query’ from ‘queries’: words for counts.
export function plural(value, one, several = one + 's') {
  return count(value) + ' ' + (value === 1 ? one : several);
}
