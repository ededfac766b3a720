// Who changed what, as the server has written it down before it did it.

import { h } from './lib/preact.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { instant } from './format.js';
import { Badge, Card, Empty, Loaded, Time } from './parts.js';
import { Rows } from './rows.js';

// What a request does, in words; the first that fits counts. What is in parentheses comes first, then what it was asked with.
const WORDS = [
  [/^POST reload$/, () => 'read the configuration again'],
  [/^POST tokens$/, () => 'made a token'],
  [/^POST tokens\/(.+)\/disable$/, (id) => `disabled the token ${id}`],
  [/^POST session\/link$/, () => 'made a login link'],
  [/^POST session\/end$/, () => 'logged out'],
  [/^POST alerts\/(.+)\/silence$/, (id) => `silenced the alert ${id}`],
  [/^POST destinations\/([^/]+)\/(pause|resume)$/, (id, what) => `${what}d the destination ${id}`],
  [/^POST destinations\/([^/]+)\/retry$/, (id) => `made ${id} try again`],
  [/^POST destinations\/([^/]+)\/letters\/redeliver$/, (id) => `sent dead letters of ${id} again`],
  [/^POST destinations\/([^/]+)\/letters\/discard$/, (id) => `discarded dead letters of ${id}`],
  [/^POST lake\/roll$/, () => 'moved rows into files'],
  [/^POST replays$/, (asked) => asked.dry_run ? 'counted what a replay would send' : 'began a replay'],
  [/^POST backup$/, () => 'made a backup'],
  [/^POST budgets\/approve$/, () => 'let a budget spend more'],
];

export function wordsOf(what, detail) {
  for (const [pattern, words] of WORDS) {
    const found = pattern.exec(what);
    if (found) {
      return words(...found.slice(1).map(decodeURIComponent), membersOf(detail));
    }
  }
  return what;
}

// None of what is no object, or was cut.
function membersOf(detail) {
  try {
    return Object(JSON.parse(detail));
  } catch {
    return {};
  }
}

function Outcome({ status }) {
  return status === 0 ? h(Badge, { tone: 'warn' }, 'unknown: the server stopped')
    : status < 300 ? h(Badge, { tone: 'good' }, 'done') : h(Badge, { tone: 'bad' }, 'refused, ' + status);
}

// {"for":"2h"} → for: 2h
function detailOf(text) {
  try {
    return Object.entries(JSON.parse(text)).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ');
  } catch {
    return text;
  }
}

export function Changes() {
  const live = useLive((signal) => json('/api/changes?last=200', { signal }), 'changes', 10_000);
  return h(Card, { title: 'Who changed what', aside: 'the last 200' }, h(Loaded, { live, lines: 6 }, ({ changes }) => changes.length === 0
    ? h(Empty, { title: 'Nothing was changed yet' }, 'What somebody changes on this page, on the command line or over the API stands here.')
    : h(Rows, { label: 'Changes', list: changes, keyOf: (one) => one.number, columns: [
      { title: 'When', class: 'nowrap', cell: (one) => h(Time, { at: instant(one.time) }) },
      { title: 'Who', cell: (one) => h('b', null, h('bdi', null, one.user)) },
      { title: 'What', cell: (one) => h('bdi', { title: one.what }, wordsOf(one.what, one.detail)) },
      { title: 'With', cell: (one) => h('bdi', { class: 'value small muted' }, detailOf(one.detail)) },
      { title: 'Outcome', class: 'nowrap', cell: (one) => h(Outcome, { status: one.status }) }] })),
  h('p', { class: 'note' }, 'Written down before it is done. Not in here: edits of the configuration’s files, which the server reads again by itself (keep the folder in a version control), budgets that programs define, and who looked.'));
}
