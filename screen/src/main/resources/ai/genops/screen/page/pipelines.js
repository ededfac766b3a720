// Pipelines: the flow from sources to destinations as a picture, and each pipeline's own figures.

import { h } from './lib/preact.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { Link, address } from './route.js';
import { compact, count, decimal, plural } from './format.js';
import { Badge, Card, Empty, Fault, Loaded, Value } from './parts.js';
import { perSecond, useRates } from './rates.js';
import { Rows } from './rows.js';
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
  const errors = (one) => one.processors.reduce((sum, processor) => sum + processor.errored, 0);
  return h(Card, { title: 'Pipelines' }, h(Rows, { label: 'Pipelines', list, keyOf: (one) => one.id, columns: [
    { title: 'Pipeline', cell: (one) => [h(Link, { key: 'l', to: '/pipelines/' + encodeURIComponent(nameOf(one)), class: 'strong' }, nameOf(one)), h('div', { key: 'd', class: 'muted small' }, one.description)] },
    { title: 'Now', number: true, cell: (one) => perSecond(rate('in ' + nameOf(one))) },
    ...[['Offered', 'received'], ['Not for it', 'filtered'], ['Dropped', 'dropped'], ['Absorbed', 'absorbed'], ['Passed', 'passed']].map(([title, name]) => (
      { title, number: true, cell: (one) => h('span', { class: one[name] ? '' : 'muted', title: count(one[name]) }, compact(one[name])) })),
    { title: 'Errors', number: true, cell: (one) => h(Errors, { value: errors(one) }) }] }));
}

const plain = (value) => h('span', { class: value ? '' : 'muted' }, count(value));

function Errors({ value }) {
  return value > 0 ? h(Badge, { tone: 'bad' }, count(value)) : h('span', { class: 'muted' }, '0');
}

function Pipeline({ one, rate }) {
  return h('div', { class: 'pipeline' },
    h('p', { class: 'lead muted' }, one.description),
    one.failing_expressions.length > 0 && h(Failing, { list: one.failing_expressions }),
    h(Card, { title: 'Processors', aside: plural(one.processors.length, 'processor') }, one.processors.length === 0
      ? h(Empty, { title: 'This pipeline changes nothing' })
      : h(Rows, { label: 'Processors', list: one.processors, columns: [
        { title: 'Processor', cell: (each) => [h('b', { key: 'b' }, each.name), h('div', { key: 't', class: 'muted small' }, each.type)] },
        { title: 'Now', number: true, cell: (_, i) => perSecond(rate(`processor ${nameOf(one)} ${i}`)) },
        { title: 'In', number: true, cell: (each) => count(each.in) },
        { title: 'Out', number: true, cell: (each) => count(each.out) },
        { title: 'Dropped', number: true, cell: (each) => plain(each.dropped) },
        { title: 'Errors', number: true, cell: (each) => h(Errors, { value: each.errored }) },
        { title: 'Time per event', number: true, cell: (each) => h('span', { title: `mean of ${count(each.timed)} events` }, each.timed > 0 ? decimal(each.mean_ns / 1000, 1) + ' µs' : '–') }] })),
    h(Card, { title: 'Routes', aside: plural(one.routes.length, 'route') }, h(Rows, { label: 'Routes', list: one.routes, keyOf: (route) => route.name, columns: [
      { title: 'Route', cell: (route) => h('b', null, route.name) },
      { title: 'Destination', cell: (route) => h(Link, { to: '/destinations/' + encodeURIComponent(route.destination) }, route.destination) },
      { title: 'Takes', class: 'muted', cell: (route) => route.takes },
      { title: 'Now', number: true, cell: (route) => perSecond(rate(`route ${nameOf(one)} ${route.name}`)) },
      { title: 'Not for it', number: true, cell: (route) => plain(route.filtered) },
      { title: 'Sampled out', number: true, cell: (route) => plain(route.sampled_out) },
      { title: 'Lost', number: true, cell: (route) => h('span', { class: route.lost > 0 ? 'bad' : 'muted' }, count(route.lost)) },
      { title: 'Sent', number: true, cell: (route) => plain(route.sent) }] })));
}

// The events went on; what failed is told with the last one.
function Failing({ list }) {
  return h(Card, { title: 'Expressions that failed', class: 'failing' }, list.map((one) => h('details', { key: one.at + one.expression },
    h('summary', null, h(Badge, { tone: 'bad' }, count(one.failures) + '×'), h('code', null, one.sets ? one.sets + ' = ' : '', one.expression), h('span', { class: 'muted' }, one.at)),
    h('p', null, one.last_message), h('pre', { class: 'words' }, h(Value, { value: one.last_event })))));
}
