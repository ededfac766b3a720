// What a change does to all events together: how many differ, what leaves to whom, and which tests pass.

import { h } from './lib/preact.js';
import { arrow, bytes, count, money, plural, time } from './format.js';
import { Badge, Card, Empty, Figure } from './parts.js';
import { Icon } from './icons.js';
import { State } from './states.js';

export function Sums({ events, tests }) {
  const failed = tests.filter((one) => !one.passed).length;
  if (events.read === 0) {
    return h(Card, null, h(Empty, { title: 'There are no events yet' }, 'Send some, then preview again.'));
  }
  return h('div', { class: 'card' },
    h('dl', { class: 'figure-row' },
      h(Figure, { name: 'Events looked at' }, count(events.read)),
      h(Figure, { name: 'Let in' }, fromTo(events.let_in_now, events.let_in)),
      h(Figure, { name: 'Would differ', tone: events.differ > 0 ? 'warn' : '' }, count(events.differ)),
      h(Figure, { name: 'Expressions failed', tone: events.failures > 0 ? 'bad' : '' },
        fromTo(events.failures_now, events.failures)),
      h(Figure, { name: 'Tests', tone: failed > 0 ? 'bad' : '' },
        tests.length === 0 ? 'none'
          : failed > 0 ? `${count(failed)} of ${count(tests.length)} fail` : `${count(tests.length)} pass`)),
    h('p', { class: 'note' }, `The log’s last events, ${time(events.from)} to ${time(events.to)}. `,
      'What processors remember begins empty; nothing is sent.'));
}

const fromTo = (now, then) => (now === then ? count(then) : `${count(now)} → ${count(then)}`);

export function Destinations({ list }) {
  const priced = list.some((one) => one.now.dollars != null || one.then.dollars != null);
  return h(Card, { title: 'What leaves', aside: 'now → with the change' }, list.length === 0
    ? h(Empty, { title: 'No route leads anywhere' })
    : [h('div', { key: 't', class: 'scroll', tabIndex: 0, role: 'group', 'aria-label': 'What leaves' },
      h('table', { class: 'list' },
        h('thead', null, h('tr', null, h('th', null, 'Destination'),
          ['Events', 'Bytes', priced && 'Dollars', 'Change'].filter(Boolean).map((name) =>
            h('th', { key: name, class: 'number' }, name)))),
        h('tbody', null, list.map((one) => h('tr', { key: one.id },
          h('td', null, h('b', null, one.id), h('div', { class: 'small' },
            one.ready ? h(State, { state: 'ready' }) : h('span', { class: 'muted' }, one.state))),
          h(Pair, { now: one.now.events, then: one.then.events, show: count }),
          h(Pair, { now: one.now.bytes, then: one.then.bytes, show: bytes }),
          priced && h(Pair, { now: one.now.dollars, then: one.then.dollars, show: (value) => money(value) }),
          h('td', { class: 'number' }, changed(one))))))),
    h('p', { key: 'n', class: 'note' }, 'Bytes of each event as it is encoded, before batches and compression. ',
      priced ? 'Dollars by the destination’s own prices, for these events.'
        : 'A destination with price_per_gb or price_per_event shows dollars, too.')]);
}

function Pair({ now, then, show }) {
  return h('td', { class: 'number' }, now === then ? h('span', { class: 'muted' }, show(then))
    : [h('div', { key: 'now', class: 'muted small' }, show(now) + ' →'), h('b', { key: 'then' }, show(then))]);
}

function changed({ now, then }) {
  if (now.bytes === then.bytes && now.events === then.events) {
    return h('span', { class: 'muted' }, 'none');
  }
  if (now.bytes === 0) {
    return h(Badge, { tone: 'warn' }, 'new');
  }
  return h(Badge, { tone: then.bytes > now.bytes ? 'warn' : 'good' }, arrow((then.bytes - now.bytes) / now.bytes));
}

export function Tests({ tests }) {
  const failed = tests.filter((one) => !one.passed);
  if (tests.length === 0) {
    return h(Card, { title: 'Tests' }, h('p', { class: 'muted' }, 'No test stands beside this pipeline.'));
  }
  return h(Card, { title: 'Tests', aside: plural(tests.length, 'test') }, failed.length === 0
    ? h('p', { class: 'fine' }, h(Icon, { name: 'check' }), 'All pass.')
    : h('ul', { class: 'failed-tests' }, failed.map((one, i) => h('li', { key: i },
      h('p', null, h(Badge, { tone: 'bad' }, 'fails'), ' ', h('b', null, one.name), ' ',
        h('span', { class: 'muted' }, one.file)),
      h('ul', { class: 'diff' }, one.differences.slice(0, 20).map((each, d) => h('li', { key: d },
        h('span', { class: 'muted' }, `${each.at}: ${each.path}`),
        h('del', null, each.expected || 'nothing'), h('ins', null, each.actual || 'nothing'))))))));
}
