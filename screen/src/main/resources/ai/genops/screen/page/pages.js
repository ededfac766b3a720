// All pages, in the order of the navigation, and who may see them.

import { Home } from './home.js';
import { Search } from './search.js';
import { Trace, Traces } from './trace.js';
import { Dashboard, Dashboards } from './dashboards.js';
import { Alert, Alerts } from './alerts.js';
import { Budget, Budgets } from './budgets.js';
import { Policies } from './policies.js';
import { Audit } from './audit.js';
import { Prices } from './prices.js';
import { Sources } from './sources.js';
import { Destinations } from './destinations.js';
import { Pipelines } from './pipelines.js';
import { Indexes } from './indexes.js';
import { Sourcetypes } from './sourcetypes.js';
import { Lookup, Lookups } from './lookups.js';
import { Tokens } from './api-tokens.js';

// `needs` names the right without which the server would refuse what the page asks; `first`: always in a phone's bar.
export const GROUPS = [
  { name: 'Look', pages: [
    { path: '/', name: 'Home', icon: 'home', page: Home, first: true },
    { path: '/search', name: 'Search', icon: 'search', page: Search, first: true },
    { path: '/trace', name: 'Traces', icon: 'trace', page: Traces, one: Trace, first: true },
    { path: '/dashboards', name: 'Dashboards', icon: 'dashboards', page: Dashboards, one: Dashboard, first: true },
  ] },
  { name: 'Govern', pages: [
    { path: '/alerts', name: 'Alerts', icon: 'alerts', page: Alerts, one: Alert, needs: 'admin' },
    { path: '/budgets', name: 'Budgets', icon: 'budgets', page: Budgets, one: Budget },
    { path: '/policies', name: 'Policies', icon: 'policies', page: Policies },
    { path: '/audit', name: 'Audit', icon: 'audit', page: Audit, needs: 'admin' },
    { path: '/prices', name: 'Prices', icon: 'prices', page: Prices },
  ] },
  { name: 'Operate', pages: [
    { path: '/sources', name: 'Sources', icon: 'sources', page: Sources },
    { path: '/pipelines', name: 'Pipelines', icon: 'pipelines', page: Pipelines, one: Pipelines },
    { path: '/destinations', name: 'Destinations', icon: 'destinations', page: Destinations, one: Destinations },
    { path: '/indexes', name: 'Indexes', icon: 'indexes', page: Indexes, needs: 'admin' },
    { path: '/sourcetypes', name: 'Source types', icon: 'sourcetypes', page: Sourcetypes },
    { path: '/lookups', name: 'Lookups', icon: 'lookups', page: Lookups, one: Lookup },
    { path: '/tokens', name: 'Tokens', icon: 'keys', page: Tokens, needs: 'admin' },
  ] },
];

export const PAGES = GROUPS.flatMap((group) => group.pages);

export function may(session, page) {
  return !page.needs || Boolean(session?.[page.needs]);
}

// The page of an address and what it is of; null if there is none.
export function pageAt(path) {
  const found = PAGES.find((page) => path === page.path || (page.one && path.startsWith(page.path + '/')));
  return found ? { found, id: path === found.path ? '' : decodeURIComponent(path.slice(found.path.length + 1)) } : null;
}
