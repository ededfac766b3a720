// The navigation: what may be seen, by groups; on a phone four pages and all others behind one button.

import { h } from './lib/preact.js';
import { useEffect, useState } from './lib/hooks.js';
import { Icon, Logo } from './icons.js';
import { Link, address } from './route.js';
import { readText, writeText } from './store.js';
import { toggleZone, zone, zoneIsUtc } from './format.js';
import { GROUPS, may } from './pages.js';
import { logOut } from './session.js';

// What goes along from page to page, to those that look at a time with filters.
const KEPT = ['earliest', 'latest', 'team', 'model', 'customer', 'feature'];

export function Sidebar({ found, params, session }) {
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [found]);
  const kept = Object.fromEntries(KEPT.filter((name) => params.has(name)).map((name) => [name, params.get(name)]));
  const to = (page) => address(page.path, page.path === '/search' ? {} : kept);
  return h('nav', { class: 'sidebar' + (open ? ' open' : ''), 'aria-label': 'Pages' },
    h(Link, { to: address('/', kept), class: 'brand', 'aria-label': 'GenOps' },
      h(Logo),
      h('span', null, 'GenOps')),
    h('div', { class: 'groups' }, GROUPS.map((group) => h(Group, { key: group.name, group, session, found, to }))),
    h('div', { class: 'sidebar-foot' }, h(Who, { session }), h(ZoneSwitch), h(ThemeSwitch)),
    h('button', { type: 'button', class: 'quiet more', 'aria-expanded': String(open), 'aria-label': 'All pages', onClick: () => setOpen(!open) }, h(Icon, { name: open ? 'close' : 'more' })));
}

function Group({ group, session, found, to }) {
  // As long as nobody knows who looks, a place is kept for what they may see.
  const pages = group.pages.filter((page) => session === null || may(session, page));
  return pages.length > 0 && h('div', { class: 'group' },
    h('p', { class: 'group-name', id: 'group-' + group.name }, group.name),
    h('ul', { 'aria-labelledby': 'group-' + group.name }, pages.map((page) => h('li', { key: page.path, class: may(session, page) ? page.first ? 'first' : undefined : 'kept' },
      h(Link, { to: to(page), 'aria-current': page === found ? 'page' : undefined }, h(Icon, { name: page.icon }), h('span', null, page.name))))));
}

// Logging out is for who has logged in: on a machine without users whoever is there needs no session.
function Who({ session }) {
  return session?.csrf && h('button', { type: 'button', class: 'quiet', onClick: logOut, title: `${session.user} (${session.roles.join(', ')})`, 'aria-label': `Log out ${session.user}` },
    h(Icon, { name: 'leave' }), h('span', null, 'Log out ', h('bdi', null, session.user)));
}

function ZoneSwitch() {
  const [, redraw] = useState(0);
  const choose = () => {
    toggleZone();
    redraw((n) => n + 1);
    dispatchEvent(new PopStateEvent('popstate')); // every time on the page is drawn anew
  };
  return h('button', { type: 'button', class: 'quiet zone', onClick: choose, title: 'Times are shown in ' + zone(), 'aria-label': 'Time zone: ' + zone() },
    h(Icon, { name: 'clock' }), h('span', null, zoneIsUtc() ? 'UTC' : zone().split('/').pop().replaceAll('_', ' ')));
}

const NEXT = { system: 'light', light: 'dark', dark: 'system' };

function ThemeSwitch() {
  const [theme, setTheme] = useState(readText('theme') ?? 'system');
  const choose = () => {
    const next = NEXT[theme] ?? 'system';
    writeText('theme', next);
    if (next === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = next;
    }
    setTheme(next);
  };
  return h('button', { type: 'button', class: 'quiet', onClick: choose, 'aria-label': 'Theme: ' + theme },
    h(Icon, { name: theme in NEXT ? theme : 'system' }), h('span', null, theme[0].toUpperCase() + theme.slice(1)));
}
