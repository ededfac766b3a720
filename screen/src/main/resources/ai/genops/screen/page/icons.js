// Drawn on a grid of 16; decoration only, the words beside them say it.

import { h } from './lib/preact.js';

const PATHS = {
  home: 'M2 7.5 8 2.5l6 5M4 6.5v7h3v-4h2v4h3v-7',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.5 10.5l3.5 3.5',
  trace: 'M2 3.5h7M4.5 8h7M7 12.5h7',
  pipelines: 'M4 2.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3Zm0 8a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3Zm8-4a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3ZM5.5 4c3 0 2 4 5 4M5.5 12c3 0 2-4 5-4',
  dashboards: 'M2.5 2.5h4.5v6H2.5zM9 2.5h4.5v3.5H9zM9 8.5h4.5v5H9zM2.5 11h4.5v2.5H2.5z',
  full: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  destinations: 'M2.5 8h8M7.5 4.5 11 8l-3.5 3.5M13.5 3v10',
  light: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  dark: 'M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5Z',
  system: 'M2 3h12v8H2zM6 14h4M8 11v3',
  close: 'm4 4 8 8M12 4l-8 8',
  chevron: 'm6 4 4 4-4 4',
  down: 'm4 6 4 4 4-4',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Zm0 3v3.2l2 1.3',
  history: 'M2.5 8A5.5 5.5 0 1 0 4.4 3.9L2.5 5.5M2.5 2.5v3h3M8 5v3.2l2 1.3',
  export: 'M8 2v8M5 7l3 3 3-3M2.5 11v2.5h11V11',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3v10l8-5z',
  retry: 'M13 5A5.5 5.5 0 1 0 13.5 9M13.5 2.5V5.5H10.5',
  warn: 'M8 2 1.5 13.5h13zM8 6.5v3.5M8 11.6v.4',
  check: 'm3 8.5 3.2 3.2L13 5',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  alerts: 'M4 7a4 4 0 0 1 8 0c0 4 1.5 4.5 1.5 4.5h-11S4 11 4 7ZM6.7 13.5a1.4 1.4 0 0 0 2.6 0',
  budgets: 'M2.5 4.5h9a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-9ZM2.5 4.5a2 2 0 0 1 2-2h6.5v2M11 9h.1',
  policies: 'M8 2 3 4v4c0 3 2.2 5 5 6 2.8-1 5-3 5-6V4ZM5.8 8l1.6 1.6L10.4 6.5',
  audit: 'M4 2.5h6l2.5 2.5v8.5H4ZM6 7h4.5M6 9.3h4.5M6 11.5h2.5',
  prices: 'M8.5 2.5h5v5l-6 6-5-5ZM11 5h.1',
  sources: 'M5.5 8h8M10.5 4.5 14 8l-3.5 3.5M2.5 3v10',
  indexes: 'M3 4c0-2 10-2 10 0v8c0 2-10 2-10 0ZM3 4c0 2 10 2 10 0M3 8c0 2 10 2 10 0',
  sourcetypes: 'M2.5 8 8 2.5h5.5V8L8 13.5ZM10.7 5.3h.1M5.5 8 8 10.5',
  lookups: 'M2.5 3h11v10h-11ZM2.5 6.3h11M2.5 9.7h11M6.5 3v10',
  keys: 'M10.5 2.5a3 3 0 1 1-2.2 5L3 12.8v.7h2V12h1.5v-1.5L8.3 8.7M11.3 4.7h.1',
  user: 'M8 2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM3 13.5c0-5 10-5 10 0',
  leave: 'M9.5 3H3.5v10h6M7 8h7M11.5 5.5 14 8l-2.5 2.5',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
};

export function Icon({ name, ...rest }) {
  return h('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false', ...rest }, h('path', { d: PATHS[name] }));
}

export function Logo() {
  return h('svg', { viewBox: '0 0 24 24', class: 'logo', 'aria-hidden': 'true' },
    h('path', { d: 'M12 2.5 20.2 7.2v9.6L12 21.5 3.8 16.8V7.2z' }), h('path', { class: 'logo-mark', d: 'M15.6 9.6A4.4 4.4 0 1 0 16.4 12H12.5' }));
}
