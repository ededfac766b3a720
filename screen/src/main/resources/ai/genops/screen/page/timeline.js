// Events over time; dragging chooses a time. Its place is there before they are.

import { h } from './lib/preact.js';
import { count, plural } from './format.js';
import { spanText } from './range.js';
import { TimeChart } from './chart.js';

const HEIGHT = 96;

export function Timeline({ data, onZoom }) {
  if (!data) {
    return h('div', { class: 'card timeline', 'aria-hidden': 'true' }, h('div', { style: { height: HEIGHT + 'px' } }));
  }
  const { times, values, span, total } = data;
  return h('div', { class: 'card timeline' }, h(TimeChart, {
    times, span, height: HEIGHT, series: [{ name: 'events', values, color: 0 }], show: (value) => count(value), onZoom,
    label: `${plural(total, 'event')} per ${spanText(span)}. Drag to zoom.`,
  }));
}
