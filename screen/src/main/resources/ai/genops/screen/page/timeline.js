// Events over time; dragging chooses a time.

import { h } from './lib/preact.js';
import { count, plural } from './format.js';
import { spanText } from './range.js';
import { TimeChart } from './chart.js';

export function Timeline({ data: { times, values, span, total }, onZoom }) {
  return h('div', { class: 'card timeline' }, h(TimeChart, {
    times, span, height: 96, series: [{ name: 'events', values, color: 0 }], show: (value) => count(value), onZoom,
    label: `${plural(total, 'event')} per ${spanText(span)}. Drag to zoom.`,
  }));
}
