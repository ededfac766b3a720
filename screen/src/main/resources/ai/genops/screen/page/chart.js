// Charts of time as SVG: stacked columns or areas, or lines, with an axis of round numbers, a reading under the pointer, and a
// time chosen by dragging. Colours come from the style sheet, by the place of a series.

import { h } from './lib/preact.js';
import { useEffect, useLayoutEffect, useRef, useState } from './lib/hooks.js';
import { time } from './format.js';

export const COLORS = 8;
const LEFT = 56;
const RIGHT = 10;
const TOP = 8;
const BOTTOM = 22;

// 0 to something round above `most`, in about `steps` steps.
export function ticks(most, steps = 4) {
  if (!(most > 0)) {
    return [0, 1];
  }
  const rough = most / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) * power;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, i) => i * step);
}

// Its own width, for one unit of the picture is one pixel: text is never stretched.
export function useWidth(ref, otherwise = 600) {
  const [width, setWidth] = useState(otherwise);
  useLayoutEffect(() => setWidth(Math.max(200, Math.floor(ref.current.clientWidth))), []);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(200, Math.floor(entry.contentRect.width))));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return width;
}

// `times` begin the spans of `span` seconds; `series` are {name, values, quiet?} with a value per span, null for none;
// `show` writes a value. `onZoom(from, to)` makes dragging choose a time.
export function TimeChart({ times, span, series, show, showAxis = show, kind = 'columns', height = 200, label, onZoom, before }) {
  const box = useRef(null);
  const width = useWidth(box);
  const [at, setAt] = useState(null);
  const [drag, setDrag] = useState(null);
  const stacked = kind !== 'lines';
  const shown = series.filter((one) => !one.quiet);
  const totals = times.map((_, i) => shown.reduce((sum, one) => (stacked ? sum + (one.values[i] ?? 0) : Math.max(sum, one.values[i] ?? 0)), 0));
  const scale = ticks(Math.max(0, ...totals, ...(before ?? []).map((v) => v ?? 0)), height < 120 ? 2 : 4);
  const inner = width - LEFT - RIGHT;
  const x = (i) => LEFT + (inner * i) / Math.max(1, times.length);
  const y = (value) => TOP + (height - TOP - BOTTOM) * (1 - value / scale.at(-1));
  const place = (event) => {
    const left = event.clientX - box.current.getBoundingClientRect().left;
    return Math.min(times.length - 1, Math.max(0, Math.floor(((left - LEFT) / inner) * times.length)));
  };
  const end = () => {
    if (drag && onZoom && drag.from !== drag.to) {
      const [from, to] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
      onZoom(times[from], times[to] + span);
    }
    setDrag(null);
  };
  const grid = h('g', { class: 'grid' }, scale.map((tick) => h('g', { key: tick },
    h('line', { x1: LEFT, x2: width - RIGHT, y1: y(tick), y2: y(tick) }),
    h('text', { x: LEFT - 8, y: y(tick) + 4, 'text-anchor': 'end' }, showAxis(tick)))));
  return h('div', {
    ref: box, class: 'chart' + (onZoom ? ' zooms' : ''), role: 'img', 'aria-label': label,
    onPointerMove: (event) => { setAt(place(event)); if (drag) { setDrag({ ...drag, to: place(event) }); } },
    onPointerLeave: () => { setAt(null); setDrag(null); },
    onPointerDown: onZoom && ((event) => setDrag({ from: place(event), to: place(event) })),
    onPointerUp: end,
  },
  h('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    grid,
    h(TimeAxis, { times, span, x, height, width }),
    kind === 'areas' ? h(Areas, { times, shown, x, y, half: inner / times.length / 2 })
      : stacked ? h(Columns, { times, shown, x, y, inner }) : h(Lines, { shown, x, y, half: inner / times.length / 2 }),
    before && h('path', { class: 'before', d: path(before, x, y, inner / times.length / 2) }),
    at !== null && h('rect', { class: 'at', x: x(at), width: inner / times.length, y: TOP, height: height - TOP - BOTTOM }),
    drag && h('rect', { class: 'drag', x: x(Math.min(drag.from, drag.to)), width: (inner * (Math.abs(drag.to - drag.from) + 1)) / times.length, y: TOP, height: height - TOP - BOTTOM })),
  at !== null && h(Reading, { at, times, span, series: shown, show, left: x(at + 0.5), width, before, stacked, total: totals[at] }));
}

function Columns({ times, shown, x, y, inner }) {
  const wide = inner / times.length;
  const gap = wide > 6 ? Math.min(3, wide * 0.18) : wide > 3 ? 0.75 : 0;
  return times.map((at, i) => {
    let sum = 0;
    return h('g', { key: at }, shown.map((one, s) => {
      const value = one.values[i] ?? 0;
      if (value <= 0) {
        return null;
      }
      const low = y(sum);
      sum += value;
      return h('rect', { key: one.name, class: 'series c' + (one.color ?? s % COLORS), x: x(i) + gap / 2, width: Math.max(0.5, wide - gap), y: y(sum), height: Math.max(0.5, low - y(sum)) });
    }));
  });
}

function path(values, x, y, half) {
  let pen = 'M';
  return values.map((value, i) => {
    if (value == null) {
      pen = 'M';
      return '';
    }
    const point = `${pen}${(x(i) + half).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = 'L';
    return point;
  }).join('');
}

function Lines({ shown, x, y, half }) {
  return shown.map((one, s) => h('path', { key: one.name, class: 'line c' + (one.color ?? s % COLORS), d: path(one.values, x, y, half) }));
}

// One on the other: the sum is what stands out.
function Areas({ times, shown, x, y, half }) {
  const low = times.map(() => 0);
  return shown.map((one, s) => {
    const high = low.map((sum, i) => sum + Math.max(0, one.values[i] ?? 0));
    const point = (value, i) => `${(x(i) + half).toFixed(1)} ${y(value).toFixed(1)}`;
    const d = 'M' + high.map(point).join('L') + 'L' + low.map(point).reverse().join('L') + 'Z';
    high.forEach((value, i) => { low[i] = value; });
    return h('path', { key: one.name, class: 'area c' + (one.color ?? s % COLORS), d });
  });
}

function TimeAxis({ times, span, x, height, width }) {
  const length = span * times.length;
  const shape = length > 3 * 86_400 ? 'day' : length > 86_400 ? 'minute' : span < 60 ? 'seconds' : 'time';
  const every = Math.max(1, Math.ceil((times.length * (shape === 'minute' ? 110 : 72)) / Math.max(1, width - LEFT - RIGHT)));
  return h('g', { class: 'axis' }, times.map((at, i) => i % every === 0 && x(i) < width - (shape === 'minute' ? 84 : 40) && h('text', { key: at, x: x(i), y: height - 5 }, time(at, shape))));
}

function Reading({ at, times, span, series, show, left, width, before, stacked, total }) {
  const lines = series.map((one, s) => ({ name: one.name, value: one.values[at], color: one.color ?? s % COLORS })).filter((one) => one.value);
  const right = left > width / 2;
  return h('div', { class: 'reading', style: right ? { right: width - left + 12 + 'px' } : { left: left + 12 + 'px' } },
    h('div', { class: 'reading-time' }, time(times[at], 'minute') + (span < 86_400 ? ' – ' + time(times[at] + span, span < 60 ? 'seconds' : 'time') : '')),
    h('table', null, h('tbody', null,
      lines.slice(0, 12).map((one) => h('tr', { key: one.name }, h('td', null, h('i', { class: 'dot c' + one.color }), one.name), h('td', { class: 'number' }, show(one.value)))),
      stacked && lines.length > 1 && h('tr', { class: 'sum' }, h('td', null, 'Total'), h('td', { class: 'number' }, show(total))),
      before && h('tr', { class: 'was' }, h('td', null, h('i', { class: 'dash' }), 'Period before'), h('td', { class: 'number' }, show(before[at] ?? 0))))));
}

export function Legend({ series, before, onPick }) {
  return h('ul', { class: 'legend' }, series.map((one, s) => h('li', { key: one.name },
    onPick ? h('button', { type: 'button', onClick: () => onPick(one.name) }, h('i', { class: 'dot c' + (one.color ?? s % COLORS) }), one.name)
      : h('span', null, h('i', { class: 'dot c' + (one.color ?? s % COLORS) }), one.name))),
  before && h('li', null, h('span', null, h('i', { class: 'dash' }), 'Period before')));
}

// A line without axes, as wide as its place.
export function Spark({ values, label }) {
  const most = Math.max(...values, 0) || 1;
  const points = values.map((value, i) => `${((i / (values.length - 1)) * 100).toFixed(1)} ${(27 - (value / most) * 25).toFixed(1)}`);
  return h('svg', { class: 'spark', viewBox: '0 0 100 28', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    h('path', { class: 'under', d: 'M0 28L' + points.join('L') + 'L100 28Z' }), h('path', { class: 'over', d: 'M' + points.join('L') }));
}
