// Pipelines: the flow from sources to destinations as a picture, and each pipeline's own figures.

import { h } from './lib/preact.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { Link, address } from './route.js';
import { compact, count, decimal, plural } from './format.js';
import { Badge, Card, Empty, Fault, Loaded, Value } from './parts.js';
import { perSecond, useRates } from './rates.js';
import { Flow } from './flow.js';
import { Preview } from './preview.js';
import { nameOf, totalsOf } from './status.js';

const EVERY = 2000;

export function Pipelines({ id, params, session }) {
  return id && params.get('view') === 'preview' ? h(Preview, { id, key: id }) : h(Running, { id, session });
}

function Running({ id, session }) {
  const live = useLive((signal) => json('/api/status', { signal }), 'status', EVERY);
  const rate = useRates(live.data, counters);
  const shown = live.data?.pipelines.find((one) => nameOf(one) === id);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, id ? h('bdi', null, id) : 'Pipelines'), id && h('div', { class: 'page-tools' }, 
      shown?.id && session?.admin && session.content && h(Link, { to: address('/pipelines/' + encodeURIComponent(id), { view: 'preview' }), class: 'button primary' },
        'Preview a change'),
      h(Link, { to: '/pipelines', class: 'button' }, 'All pipelines'))),
    live.error && !live.data ? h(Fault, { error: live.error }) : h(Loaded, { live, lines: 12 }, (status) => id
      ? shown ? h(Pipeline, { one: shown, rate }) : h(Empty, { title: 'There is no pipeline of this name' }, h(Link, { to: '/pipelines' }, 'See all pipelines'))
      : [h(Card, { key: 'flow', title: 'Flow', class: 'flow-card', aside: h('span', { class: 'muted' }, 'events since the start, and per second now') }, h(Flow, { status, rate })),
        h(All, { key: 'all', list: status.pipelines, rate })]));
}

// Names no two counters share: what they belong to stands before them.
function counters(status) {
  const found = {};
  status.sources.forEach((source) => { found['source ' + source.id] = totalsOf(source).events; });
  status.pipelines.forEach((one) => {
    found['in ' + nameOf(one)] = one.received;
    one.routes.forEach((route) => { found[`route ${nameOf(one)} ${route.name}`] = route.sent; });
    one.processors.forEach((processor, i) => { found[`processor ${nameOf(one)} ${i}`] = processor.in; });
  });
  return found;
}

function All({ list, rate }) {
  return h(Card, { title: 'Pipelines' }, h('div', { class: 'scroll', tabIndex: 0, role: 'group', 'aria-label': 'Pipelines' }, h('table', { class: 'list' },
    h('thead', null, h('tr', null, h('th', null, 'Pipeline'), ['Now', 'Offered', 'Not for it', 'Dropped', 'Absorbed', 'Passed', 'Errors'].map((name) => h('th', { key: name, class: 'number' }, name)))),
    h('tbody', null, list.map((one) => {
      const errors = one.processors.reduce((sum, processor) => sum + processor.errored, 0);
      return h('tr', { key: one.id },
        h('td', null, h(Link, { to: '/pipelines/' + encodeURIComponent(nameOf(one)), class: 'strong' }, nameOf(one)), h('div', { class: 'muted small' }, one.description)),
        h('td', { class: 'number' }, perSecond(rate('in ' + nameOf(one)))),
        [one.received, one.filtered, one.dropped, one.absorbed, one.passed].map((value, i) => h('td', { key: i, class: 'number' + (value ? '' : ' muted'), title: count(value) }, compact(value))),
        h('td', { class: 'number' }, errors > 0 ? h(Badge, { tone: 'bad' }, count(errors)) : h('span', { class: 'muted' }, '0')));
    })))));
}

function Pipeline({ one, rate }) {
  return h('div', { class: 'pipeline' },
    h('p', { class: 'lead muted' }, one.description),
    one.failing_expressions.length > 0 && h(Failing, { list: one.failing_expressions }),
    h(Card, { title: 'Processors', aside: plural(one.processors.length, 'processor') }, one.processors.length === 0
      ? h(Empty, { title: 'This pipeline changes nothing' })
      : h('div', { class: 'scroll', tabIndex: 0, role: 'group', 'aria-label': 'Processors' }, h('table', { class: 'list' },
        h('thead', null, h('tr', null, h('th', null, 'Processor'), ['Now', 'In', 'Out', 'Dropped', 'Errors', 'Time per event'].map((name) => h('th', { key: name, class: 'number' }, name)))),
        h('tbody', null, one.processors.map((processor, i) => h('tr', { key: i },
          h('td', null, h('b', null, processor.name), h('div', { class: 'muted small' }, processor.type)),
          h('td', { class: 'number' }, perSecond(rate(`processor ${nameOf(one)} ${i}`))),
          h('td', { class: 'number' }, count(processor.in)), h('td', { class: 'number' }, count(processor.out)),
          h('td', { class: 'number' + (processor.dropped ? '' : ' muted') }, count(processor.dropped)),
          h('td', { class: 'number' }, processor.errored > 0 ? h(Badge, { tone: 'bad' }, count(processor.errored)) : h('span', { class: 'muted' }, '0')),
          h('td', { class: 'number', title: `mean of ${count(processor.timed)} events` }, processor.timed > 0 ? decimal(processor.mean_ns / 1000, 1) + ' µs' : '–'))))))),
    h(Card, { title: 'Routes', aside: plural(one.routes.length, 'route') }, h('div', { class: 'scroll', tabIndex: 0, role: 'group', 'aria-label': 'Routes' }, h('table', { class: 'list' },
      h('thead', null, h('tr', null, h('th', null, 'Route'), h('th', null, 'Destination'), h('th', null, 'Takes'), ['Now', 'Not for it', 'Sampled out', 'Lost', 'Sent'].map((name) => h('th', { key: name, class: 'number' }, name)))),
      h('tbody', null, one.routes.map((route) => h('tr', { key: route.name },
        h('td', null, h('b', null, route.name)), h('td', null, h(Link, { to: '/destinations/' + encodeURIComponent(route.destination) }, route.destination)), h('td', { class: 'muted' }, route.takes),
        h('td', { class: 'number' }, perSecond(rate(`route ${nameOf(one)} ${route.name}`))),
        [route.filtered, route.sampled_out, route.lost, route.sent].map((value, i) => h('td', { key: i, class: 'number' + (value ? (i === 2 ? ' bad' : '') : ' muted') }, count(value)))))))))); 
}

// The events went on; what failed is told with the last one.
function Failing({ list }) {
  return h(Card, { title: 'Expressions that failed', class: 'failing' }, list.map((one) => h('details', { key: one.at + one.expression },
    h('summary', null, h(Badge, { tone: 'bad' }, count(one.failures) + '×'), h('code', null, one.sets ? one.sets + ' = ' : '', one.expression), h('span', { class: 'muted' }, one.at)),
    h('p', null, one.last_message), h('pre', { class: 'words' }, h(Value, { value: one.last_event })))));
}
