// Start reading here: the frame around every page, and which page belongs to an address.

import { h, render } from './lib/preact.js';
import { useEffect, useState } from './lib/hooks.js';
import { useConnection } from './api.js';
import { Icon } from './icons.js';
import { Empty } from './parts.js';
import { Link, address, useRoute } from './route.js';
import { readText, writeText } from './store.js';
import { toggleZone, zone, zoneIsUtc } from './format.js';
import { Home } from './home.js';
import { Search } from './search.js';
import { Trace, Traces } from './trace.js';
import { Dashboard, Dashboards } from './dashboards.js';
import { Destinations } from './destinations.js';
import { Pipelines } from './pipelines.js';

const PAGES = [
  { path: '/', name: 'Home', icon: 'home', page: Home },
  { path: '/search', name: 'Search', icon: 'search', page: Search },
  { path: '/trace', name: 'Traces', icon: 'trace', page: Traces, one: Trace },
  { path: '/dashboards', name: 'Dashboards', icon: 'dashboards', page: Dashboards, one: Dashboard },
  { path: '/pipelines', name: 'Pipelines', icon: 'pipelines', page: Pipelines, one: Pipelines },
  { path: '/destinations', name: 'Destinations', icon: 'destinations', page: Destinations, one: Destinations },
];

// What goes along from page to page.
const KEPT = ['earliest', 'latest', 'team', 'model', 'customer', 'feature'];

function App() {
  const { path, params } = useRoute();
  const found = PAGES.find((page) => path === page.path || (page.one && path.startsWith(page.path + '/')));
  const id = found && path !== found.path ? decodeURIComponent(path.slice(found.path.length + 1)) : '';
  useEffect(() => {
    document.title = (found ? (id ? id + ' · ' : '') + found.name : 'Not found') + ' · GenOps';
  }, [path]);
  const Page = found && (id ? found.one : found.page);
  return h('div', { class: 'app' },
    h('a', { class: 'skip', href: '#main' }, 'Skip to content'),
    h(Sidebar, { found, params }),
    h('main', { id: 'main', tabIndex: -1 },
      h(Banner),
      Page ? h(Page, { key: found.path, id, params }) : h(Empty, { title: 'There is no such page' }, h(Link, { to: '/' }, 'Go to Home'))));
}

function Sidebar({ found, params }) {
  const kept = Object.fromEntries(KEPT.filter((name) => params.has(name)).map((name) => [name, params.get(name)]));
  return h('nav', { class: 'sidebar', 'aria-label': 'Pages' },
    h(Link, { to: address('/', kept), class: 'brand', 'aria-label': 'GenOps' },
      h('svg', { viewBox: '0 0 24 24', class: 'logo', 'aria-hidden': 'true' },
        h('path', { d: 'M12 2.5 20.2 7.2v9.6L12 21.5 3.8 16.8V7.2z' }), h('path', { class: 'logo-mark', d: 'M15.6 9.6A4.4 4.4 0 1 0 16.4 12H12.5' })),
      h('span', null, 'GenOps')),
    h('ul', null, PAGES.map((page) => h('li', { key: page.path },
      h(Link, { to: address(page.path, page.path === '/search' ? {} : kept), 'aria-current': page === found ? 'page' : undefined },
        h(Icon, { name: page.icon }), h('span', null, page.name))))),
    h('div', { class: 'sidebar-foot' }, h(ZoneSwitch), h(ThemeSwitch)));
}

function ZoneSwitch() {
  const [, redraw] = useState(0);
  const choose = () => {
    toggleZone();
    redraw((n) => n + 1);
    dispatchEvent(new PopStateEvent('popstate')); // every time on the page is drawn anew
  };
  return h('button', { type: 'button', class: 'quiet', onClick: choose, title: 'Times are shown in ' + zone(), 'aria-label': 'Time zone: ' + zone() },
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

// Says that the server is away, and for a moment that it is back.
function Banner() {
  const { lost, returns, updated } = useConnection();
  const [back, setBack] = useState(false);
  useEffect(() => {
    if (returns === 0) {
      return undefined;
    }
    setBack(true);
    const timer = setTimeout(() => setBack(false), 4000);
    return () => clearTimeout(timer);
  }, [returns]);
  const text = lost
    ? 'Connection lost. What you see is from before; trying again every 2 seconds.'
    : updated ? 'GenOps was updated while this page was open.' : back ? 'Connected again.' : '';
  return h('div', { role: 'status', class: 'banner ' + (lost ? 'bad' : text ? 'good' : 'none') },
    text, updated && !lost && h('button', { type: 'button', class: 'button', onClick: () => location.reload() }, 'Reload'));
}

render(h(App), document.getElementById('app'));
