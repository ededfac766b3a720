// A list of things as a table that scrolls within its place; on a phone each thing is a block of its own, with the names of
// the columns beside the values.

import { h } from './lib/preact.js';

// `columns`: {title, cell: thing → what is shown, number, class}.
export function Rows({ label, columns, list, keyOf = (_, i) => i }) {
  return h('div', { class: 'scroll', tabIndex: 0, role: 'group', 'aria-label': label }, h('table', { class: 'list rows' },
    h('thead', null, h('tr', null, columns.map(({ title, number }) => h('th', { key: title, scope: 'col', class: number ? 'number' : '' }, title)))),
    h('tbody', null, list.map((one, i) => h('tr', { key: keyOf(one, i) }, columns.map(({ title, cell, number, class: extra = '' }) =>
      h('td', { key: title, class: (number ? 'number ' : '') + extra, 'data-title': title }, h('div', null, cell(one, i)))))))));
}

// The same on the command line.
export function Cli({ children }) {
  return h('p', { class: 'note cli' }, 'On the command line: ', [children].flat().map((line, i) => [i > 0 && ' · ', h('code', { key: i }, line)]));
}
