// The way of single events: which differ, and for the chosen one what each processor did to it, and where it went.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { count, plural, time } from './format.js';
import { Badge, Card, Choice, Empty, Value } from './parts.js';

// As many as the server tells of.
const LISTED = 100;

export function Events({ list, read }) {
  const differing = list.filter((one) => one.differs);
  const [only, setOnly] = useState('');
  const [chosen, setChosen] = useState(null);
  const view = only || (differing.length > 0 ? 'differing' : 'all');
  const shown = view === 'differing' ? differing : list;
  const one = shown.find((each) => each.event === chosen) ?? shown[0];
  return h(Card, { title: 'Events', class: 'preview-events', aside: h(Choice, { label: 'Which events', value: view,
    onChange: setOnly, options: [
      ['differing', `Differing ${count(differing.length)}`], ['all', `All ${count(list.length)}`]] }) },
  shown.length === 0
    ? h(Empty, { title: list.length === 0 ? `None of ${plural(read, 'event')} is let in` : 'No event would differ' })
    : h('div', { class: 'event-pair' },
      h('ul', { class: 'event-picks', tabIndex: 0, 'aria-label': 'Events' }, shown.map((each) => h('li', {
        key: each.event },
        h('button', { type: 'button', 'aria-pressed': String(each === one), onClick: () => setChosen(each.event) },
          h('bdi', { class: 'clip' }, each.name || 'without a name'), h(Fate, { one: each }),
          h('span', { class: 'muted small' }, time(each.time, 'millis')))))),
      h(Way, { one })),
  list.length === LISTED && h('p', { class: 'note' }, `The newest ${LISTED} are listed; the figures count all.`));
}

const droppedBy = (one) => one.processors.find((step) => step.dropped)?.name ?? null;
const fateOf = (letIn, dropped) => (!letIn ? 'not let in' : dropped ? 'dropped' : 'passed');

function Fate({ one }) {
  const then = fateOf(one.let_in, droppedBy(one));
  const now = one.now ? fateOf(one.now.let_in, one.now.dropped_by) : 'not run';
  const tone = now !== then ? 'warn' : then === 'passed' ? 'good' : 'plain';
  return h(Badge, { tone: one.differs ? 'warn' : tone },
    now === then ? (one.differs ? 'differs' : then) : `${now} → ${then}`);
}

function Way({ one }) {
  const end = Object.keys({ ...one.end.added, ...one.end.changed, ...one.end.removed }).length > 0;
  return h('div', { class: 'way' },
    h('h3', null, h('bdi', null, one.name || 'without a name'), ' ', h(Fate, { one })),
    one.trace_id && h('p', { class: 'muted small' }, 'trace ', h('code', null, one.trace_id)),
    !one.let_in && h('p', null, 'Not let in: ', h(Why, { filter: one.filter })),
    one.let_in && one.differs && end && h('section', null,
      h('h4', null, 'In the end, against now'), h(Diff, { step: one.end })),
    h('ol', { class: 'steps' }, one.processors.map((step, i) => h(Step, { key: i, step }))),
    one.routes.length > 0 && h('section', null, h('h4', null, 'Routes'),
      h('ul', { class: 'routes' }, one.routes.map((route, i) => h(Route, { key: i, route, now: one.now })))),
    one.made?.length > 0 && h('p', { class: 'note' }, plural(one.made.length, 'event') + ' made on the way.'));
}

function Why({ filter }) {
  return h('span', null, h('b', null, filter.name), filter.note && ` (${filter.note})`,
    filter.expression && [' ', h('code', { key: 'e' }, filter.expression.trim())],
    h('ul', { class: 'reads' }, Object.entries(filter.reads ?? {}).map(([name, value]) => h('li', { key: name },
      h('bdi', null, name), ' is ', value == null ? h('i', null, 'absent') : h(Value, { value: written(value) })))),
    filter.error && h('span', { class: 'bad' }, filter.error.message));
}

function Step({ step }) {
  const nothing = [step.added, step.changed, step.removed].every((part) => Object.keys(part).length === 0);
  return h('li', { class: step.dropped ? 'dropped' : '' },
    h('p', null, h('b', null, step.name), ' ', h('span', { class: 'muted small' }, step.type),
      step.dropped && [' ', h(Badge, { key: 'd', tone: 'warn' }, step.absorbed ? 'absorbed here' : 'dropped here')],
      nothing && !step.dropped && h('span', { class: 'muted' }, ' changes nothing')),
    !nothing && h(Diff, { step }),
    step.errors.map((error, i) => h('p', { key: i, class: 'bad small' },
      `${error.sets}: ${error.message} (${error.at})`)));
}

function Diff({ step: { added, changed, removed } }) {
  return h('dl', { class: 'fields' },
    Object.entries(added).map(([name, value]) => h(Line, { key: '+' + name, name, is: value })),
    Object.entries(changed).map(([name, { from, to }]) => h(Line, { key: '~' + name, name, was: from, is: to })),
    Object.entries(removed).map(([name, value]) => h(Line, { key: '-' + name, name, was: value })));
}

function Line({ name, was, is }) {
  return h('div', null, h('dt', null, h('bdi', null, name)), h('dd', null,
    was !== undefined && h('del', null, h(Value, { value: written(was) })),
    is !== undefined && h('ins', null, h(Value, { value: written(is) }))));
}

const written = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

function Route({ route, now }) {
  const was = now?.routes.find((each) => each.name === route.name && each.destination === route.destination)?.outcome;
  const outcome = route.outcome.replace('_', ' ');
  return h('li', null, h('b', null, route.name), ' to ', h('span', null, route.destination), ' ',
    h(Badge, { tone: route.outcome === 'sent' ? 'good' : 'plain' },
      was && was !== route.outcome ? `${was.replace('_', ' ')} → ${outcome}` : outcome),
    route.filter && h('div', { class: 'small' }, h(Why, { filter: route.filter })),
    route.problem && h('p', { class: 'bad small' }, route.problem),
    route.sends != null && h('details', null, h('summary', null, 'What is sent'),
      h('pre', { class: 'words', tabIndex: 0 },
        typeof route.sends === 'string' ? route.sends : JSON.stringify(route.sends, null, 2))));
}
