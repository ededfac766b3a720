// Budgets: those whose books this server keeps, and those that calls have told of.

import { h } from './lib/preact.js';
import { json } from './api.js';
import { rows } from './searches.js';
import { useLive } from './live.js';
import { Link, address } from './route.js';
import { plural } from './format.js';
import { Card, Empty, Loaded, Skeleton } from './parts.js';
import { BudgetBar } from './budget-bar.js';
import { OneBudget, windowText } from './budget.js';
import { BUDGETS } from './spend.js';

const EVERY = 5000;

export const path = (name) => '/budgets/' + encodeURIComponent(name);

export function useBooks(session) {
  const live = useLive((signal) => (session?.spend ? json('/api/budgets', { signal }) : { budgets: null }), 'books' + session?.spend, EVERY);
  return live.stale ? { ...live, data: null } : live;
}

export function Budgets({ session }) {
  const books = useBooks(session);
  const told = useLive((signal) => rows(BUDGETS, { earliest: '-32d' }, { signal }), BUDGETS, 2 * EVERY);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Budgets')),
    (session === null || session.spend) && h(Books, { live: books }),
    h(Card, { title: 'As calls told', aside: h(Link, { to: address('/search', { q: BUDGETS, earliest: '-32d' }), 'aria-label': 'Budgets in Search' }, 'Search') },
      h(Loaded, { live: told, lines: 6 }, (list) => list.length === 0
        ? h(Empty, { title: 'No call has named a budget' }, 'A call with a budget of the SDK or of the configuration shows it here.')
        : [h('ul', { key: 'bars', class: 'budget-wall' }, list.map((budget) => h(BudgetBar, { key: budget.name, budget, to: path(budget.name) }))),
          h('p', { key: 'note', class: 'note' }, 'By the last call of each in the last 32 days, whoever keeps its books.')])));
}

function Books({ live }) {
  return h(Card, { title: 'Books of this server', aside: live.data?.budgets?.length > 0 && plural(live.data.budgets.length, 'budget') }, h(Loaded, { live, lines: 4 }, ({ listed, budgets }) => {
    if (!listed) {
      return h(Empty, { title: 'The books are in a store that several servers share' }, 'It names no budgets; those that calls told of are below.');
    }
    return budgets.length === 0
      ? h(Empty, { title: 'No program has reserved anything yet' }, 'A program of the SDK with ', h('code', null, 'ServerBudgetStore'), ', or ', h('code', null, 'POST /api/budgets/reserve'), ', is all it takes.')
      : h('ul', { class: 'budget-wall' }, budgets.map((one) => h(BudgetBar, { key: one.name, budget: asBar(one), to: path(one.name), note: windowText(one.window, true) })));
  }));
}

export function asBar(one) {
  return { name: one.name, allocated: Number(one.cap), consumed: Number(one.committed), reserved: Number(one.reserved), currency: one.unit };
}

export function Budget({ id, session }) {
  const books = useBooks(session);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, h('bdi', null, id)), h('div', { class: 'page-tools' },
      h(Link, { to: address('/search', { q: `index=genops_ai genops.budget.name="${id.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`, earliest: '-32d' }), class: 'button' }, 'Its calls'), h(Link, { to: '/budgets', class: 'button' }, 'All budgets'))),
    session === null ? h(Skeleton, { lines: 8 }) : h(Loaded, { live: books, lines: 8 }, ({ budgets }) => h(OneBudget, { key: id, name: id, one: (budgets ?? []).find((each) => each.name === id) })));
}
