// The flow as a picture: sources, pipelines, destinations from left to right; an arrow is as wide as what goes along it.

import { h } from './lib/preact.js';
import { useRef } from './lib/hooks.js';
import { go } from './route.js';
import { compact, count } from './format.js';
import { useWidth } from './chart.js';
import { perSecond } from './rates.js';
import { toneOf } from './states.js';
import { nameOf, totalsOf } from './status.js';

const BOX = 46;
const GAP = 12;
const WIDEST = 14;
const NARROW = 760;
// Where along an arrow its figures stand: nearer to the pipeline, where arrows lie apart.
const NEAR_BEGIN = 0.36;
const NEAR_END = 0.64;

export function Flow({ status, rate }) {
  const box = useRef(null);
  const width = Math.max(NARROW, useWidth(box, 900));
  const graph = layout(status, width);
  return h('div', { ref: box, class: 'flow scroll', tabIndex: 0, role: 'group', 'aria-label': 'Flow of events; the tables say the same' },
    h('svg', { width, height: graph.height, viewBox: `0 0 ${width} ${graph.height}` },
      graph.edges.map((edge) => h(Edge, { key: edge.key, edge, most: graph.most })),
      graph.nodes.map((node) => h(Node, { key: node.key, node, rate })),
      graph.edges.map((edge) => h(Label, { key: 'label ' + edge.key, edge, rate }))));
}

// How much goes along an arrow now, and what it has lost.
function Label({ edge: { x1, y1, x2, y2, lost, quiet, rates, near }, rate }) {
  const per = rates.reduce((sum, name) => sum + (rate(name) ?? 0), 0);
  const text = quiet ? '' : [per > 0 && perSecond(per), lost > 0 && `${compact(lost)} lost`].filter(Boolean).join(', ');
  const along = 3 * near ** 2 - 2 * near ** 3;
  const x = x1 + (x2 - x1) * (1.5 * near * (1 - near) + near ** 3);
  return text && h('text', { class: 'edge-label' + (lost > 0 ? ' bad' : ''), x, y: y1 + (y2 - y1) * along + 4, 'text-anchor': 'middle' }, text);
}

function column(list, x, width, height) {
  const all = list.length * (BOX + GAP) - GAP;
  return list.map((node, i) => ({ ...node, x, width, y: (height - all) / 2 + i * (BOX + GAP) }));
}

// Destinations that are not configured and get nothing would only hide the others; one box stands for them.
function layout(status, width) {
  const fed = new Set(status.pipelines.flatMap((one) => one.routes.map((route) => route.destination)));
  const active = status.destinations.filter((one) => one.available && fed.has(one.id));
  const silent = status.destinations.filter((one) => !one.available && fed.has(one.id));
  const sources = status.sources.map((one) => ({ key: 'source ' + one.id, name: one.id, figure: totalsOf(one).events, tone: totalsOf(one).events > 0 ? 'good' : 'plain', rate: 'source ' + one.id }));
  const pipelines = status.pipelines.map((one) => ({ key: 'pipeline ' + one.id, name: nameOf(one), figure: one.passed, of: one.received, tone: one.failing_expressions.length > 0 ? 'warn' : 'good', rate: 'in ' + nameOf(one), to: '/pipelines/' + encodeURIComponent(nameOf(one)) }));
  const destinations = active.map((one) => ({ key: 'destination ' + one.id, name: one.id, figure: one.delivered, tone: toneOf(one.state), to: '/destinations/' + encodeURIComponent(one.id), state: one.state }));
  if (silent.length > 0) {
    destinations.push({ key: 'silent', name: `${silent.length} not configured`, figure: null, tone: 'plain', to: '/destinations', quiet: true });
  }
  const height = Math.max(sources.length, pipelines.length, destinations.length, 1) * (BOX + GAP) + 16;
  const wide = Math.min(250, (width - 240) / 3);
  const left = column(sources, 0, wide, height);
  const middle = column(pipelines, (width - wide) / 2, wide, height);
  const right = column(destinations, width - wide, wide, height);
  const edges = [...sourceEdges(left, middle, status), ...routeEdges(middle, right, status)];
  return { nodes: [...left, ...middle, ...right], edges, height, most: Math.max(1, ...edges.map((edge) => edge.value)) };
}

function joined(from, to, more) {
  return { from, to, key: from.key + '>' + to.key, x1: from.x + from.width, x2: to.x, y1: from.y + BOX / 2, y2: to.y + BOX / 2, ...more };
}

// Every event is offered to every pipeline.
function sourceEdges(sources, pipelines, status) {
  return sources.flatMap((from) => pipelines.map((to, i) => joined(from, to, { value: Math.min(from.figure, status.pipelines[i].received), rates: [from.rate], near: NEAR_END, quiet: from.figure === 0 })));
}

function routeEdges(pipelines, destinations, status) {
  const edges = new Map();
  status.pipelines.forEach((one, i) => one.routes.forEach((route) => {
    const to = destinations.find((each) => each.key === 'destination ' + route.destination) ?? destinations.find((each) => each.key === 'silent');
    const known = edges.get(pipelines[i].key + to.key) ?? joined(pipelines[i], to, { value: 0, lost: 0, rates: [], near: NEAR_BEGIN, quiet: to.quiet });
    known.value += route.sent;
    known.lost += route.lost;
    known.rates.push(`route ${nameOf(one)} ${route.name}`);
    edges.set(pipelines[i].key + to.key, known);
  }));
  return [...edges.values()];
}

function Edge({ edge: { x1, y1, x2, y2, value, lost, quiet, from, to }, most }) {
  const middle = (x1 + x2) / 2;
  const wide = quiet ? 1 : 1.5 + WIDEST * Math.sqrt(value / most);
  return h('path', { class: 'edge' + (quiet || value === 0 ? ' quiet' : '') + (lost ? ' lossy' : ''), d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`, 'stroke-width': wide },
    h('title', null, `${from.name} → ${to.name}: ${count(value)} events` + (lost ? `, ${count(lost)} lost` : '')));
}

function Node({ node, rate }) {
  const { x, y, width, name, figure, of, tone, to, state } = node;
  const per = node.rate ? rate(node.rate) : null;
  const most = Math.floor((width - 40) / 6.9);
  const note = figure == null ? 'take nothing' : [compact(figure) + (of != null && of !== figure ? ' of ' + compact(of) : ''), per > 0 && perSecond(per), state && state !== 'ready' && state].filter(Boolean).join(' · ');
  const inside = [
    h('rect', { key: 'box', x, y, width, height: BOX, rx: 8 }),
    h('circle', { key: 'dot', class: 'state-' + tone, cx: x + 16, cy: y + 18, r: 4 }),
    h('text', { key: 'name', class: 'node-name', x: x + 28, y: y + 22 }, name.length > most ? name.slice(0, most - 1) + '…' : name),
    h('text', { key: 'note', class: 'node-note', x: x + 28, y: y + 38 }, note)];
  return to
    ? h('a', { class: 'node', href: to, 'aria-label': `${name}: ${note}`, onClick: (event) => { if (!event.ctrlKey && !event.metaKey) { event.preventDefault(); go(to); } } }, inside)
    : h('g', { class: 'node' }, inside);
}
