// Dashboards: the list, and one with its inputs above its panels. What is chosen is in the address.

import { h } from './lib/preact.js';
import { useEffect, useRef, useState } from './lib/hooks.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { Link, setParams } from './route.js';
import { plural } from './format.js';
import { Button, Card, Empty, Fault, Loaded } from './parts.js';
import { Icon } from './icons.js';
import { isTime, tokensOf } from './tokens.js';
import { Inputs } from './dashboard-inputs.js';
import { PanelView } from './panel.js';

const REFRESH = [['', 'No refresh'], ['10', 'Every 10 s'], ['60', 'Every minute'], ['300', 'Every 5 min']];

export function Dashboards() {
  const live = useLive((signal) => json('/api/dashboards', { signal }), 'dashboards');
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Dashboards')),
    h(Loaded, { live, lines: 6 }, ({ dashboards }) => h('ul', { class: 'dashboard-list' },
      dashboards.map((one) => h('li', { key: one.id }, one.problem ? h(Broken, { one }) : h(Link, {
        to: '/dashboards/' + encodeURIComponent(one.id), class: 'card' },
      h('b', null, h('bdi', null, one.title)), h('p', { class: 'muted' }, h('bdi', null, one.description)),
      h('p', { class: 'note' }, plural(one.panels, 'panel') + ' · ' + (one.file || 'shipped'))))))),
    h('p', { class: 'note' }, 'A file of Splunk’s Simple XML or Dashboard Studio in the configuration’s folder ',
      h('code', null, 'dashboards/'), ' is one more: ', h('code', null, 'genops dashboards import FILE'), '.'));
}

function Broken({ one }) {
  return h('div', { class: 'card' }, h('b', null, one.file), h(Fault, { error: { message: one.problem } }));
}

export function Dashboard({ id, params }) {
  const live = useLive((signal) => json('/api/dashboards/' + encodeURIComponent(id), { signal }), id);
  const page = useRef(null);
  const [turn, setTurn] = useState(0);
  const every = Number(params.get('refresh') ?? 0) * 1000;
  const title = live.data?.title;
  useEffect(() => {
    if (title) {
      document.title = title + ' · Dashboards · GenOps';
    }
  }, [title]);
  return h('div', { class: 'page dashboard', ref: page },
    h('header', { class: 'page-head' }, h('h1', null, h('bdi', null, title ?? id)),
      h('div', { class: 'page-tools' },
        h(Link, { to: '/dashboards', class: 'button' }, 'All dashboards'),
        h('select', { 'aria-label': 'Refresh by itself', value: params.get('refresh') ?? '',
          onChange: (event) => setParams({ refresh: event.target.value || null }, true) },
        REFRESH.map(([value, text]) => h('option', { key: value, value }, text))),
        h(Button, { icon: 'retry', onClick: () => { live.again(); setTurn(turn + 1); } }, 'Refresh'),
        h(FullScreen, { page }), h(Button, { onClick: () => print() }, 'Print'))),
    live.data?.description && h('p', { class: 'muted' }, h('bdi', null, live.data.description)),
    h(Loaded, { live, lines: 8 }, (dashboard) => h(Panels, { dashboard, params, turn, every })));
}

function FullScreen({ page }) {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, []);
  const toggle = () => (full ? document.exitFullscreen() : page.current.requestFullscreen()).catch(() => {});
  return h(Button, { icon: 'full', onClick: toggle }, full ? 'Leave full screen' : 'Full screen');
}

function Panels({ dashboard, params, turn, every }) {
  const tokens = tokensOf(dashboard.inputs, params);
  const time = dashboard.inputs.find(isTime);
  const zoom = time && ((from, to) => setParams({
    [`form.${time.token}.earliest`]: from, [`form.${time.token}.latest`]: to }));
  return h('div', { class: 'panels' },
    h(Inputs, { inputs: dashboard.inputs, params, tokens }),
    dashboard.rows.length === 0 && h(Empty, { title: 'This dashboard has no panels' }),
    dashboard.rows.map((row, r) => h('div', { key: r, class: 'panel-row' + (isFigures(row) ? ' figures-row' : '') },
      row.map((panel, p) => (panel.left
        ? h(NotShown, { key: p, text: panel.left })
        : h(PanelView, { key: p, panel, tokens, turn, every, onZoom: zoom }))))),
    h(Left, { left: dashboard.left }));
}

const isFigures = (row) => row.every((panel) => panel.visual === 'single');

function NotShown({ text }) {
  return h(Card, { class: 'panel not-shown', label: 'Not shown' },
    h(Empty, { title: 'Cannot be shown here' }, h('bdi', null, text)));
}

function Left({ left }) {
  return left.length > 0 && h('details', { class: 'left-out' },
    h('summary', null, h(Icon, { name: 'warn' }), ` ${plural(left.length, 'part')} of the file cannot be shown here`),
    h('ul', null, left.map((line, i) => h('li', { key: i }, h('bdi', null, line)))));
}
