// One panel: asks its search, and shows what comes, or in its own place what went wrong.

import { h } from './lib/preact.js';
import { search } from './searches.js';
import { useLive } from './live.js';
import { Link, address } from './route.js';
import { Card, Empty, Fault, Skeleton } from './parts.js';
import { fill } from './tokens.js';
import { drill, isClickable } from './drilldown.js';
import { Bars, Events, OverTime, Pie, Rows, Single } from './panel-visuals.js';
import { charts } from './search-chart.js';

const ROWS = { single: 500, events: 50, table: 1000, pie: 200, bar: 200, column: 2000, line: 2000, area: 2000 };

export function PanelView({ panel, tokens, turn, every, onZoom }) {
  const query = fill(panel.search, tokens);
  const range = { earliest: fill(panel.earliest, tokens).text, latest: timeOf(fill(panel.latest, tokens).text) };
  const waits = query.missing;
  const asked = query.text.trim();
  const load = (signal) => (waits.length > 0 || asked === ''
    ? Promise.resolve(null) : search(asked, range, { signal, maxRows: ROWS[panel.visual] }));
  const live = useLive(load, JSON.stringify([asked, range, waits, turn]), every);
  const link = asked !== '' && waits.length === 0 && h(Link, {
    to: address('/search', { q: asked, ...range }), 'aria-label': `${panel.title || 'Panel'} in Search` }, 'Search');
  return h(Card, { title: panel.title || ' ', aside: link, label: panel.title || 'Panel',
    class: `panel panel-${panel.visual}` + (live.loading && live.data ? ' refreshing' : '') },
  h(Content, { panel, live, waits, query: asked, range, tokens, onZoom }));
}

const timeOf = (text) => (text === 'now' ? '' : text);

function Content({ panel, live, waits, query, range, tokens, onZoom }) {
  if (waits.length > 0) {
    return h(Empty, { title: 'Waits for a choice' }, 'Nothing is chosen for ', h('code', null, waits.join(', ')), '.');
  }
  if (query === '') {
    return h(Empty, { title: 'This panel has no search' });
  }
  if (live.error) {
    return h(Fault, { error: live.error });
  }
  if (live.data == null) {
    return h(Skeleton, { lines: panel.visual === 'single' ? 2 : 6 });
  }
  const onPick = isClickable(panel) ? (click) => drill({ panel, query, range, known: tokens, click }) : null;
  return h(Shown, { panel, result: live.data, query, onPick, onZoom });
}

// The visual that the panel asks for, as far as what was found can be shown so.
function Shown({ panel, result, query, onPick, onZoom }) {
  if (result.rows.length === 0) {
    return h(Empty, { title: 'Nothing was found' }, 'Choose a longer time.');
  }
  const one = { panel, result, query, onPick };
  const drawn = charts(result);
  switch (panel.visual) {
    case 'single':
      return h(Single, one);
    case 'events':
      return h(Events, one);
    case 'table':
      return h(Rows, one);
    case 'pie':
      return drawn ? h(Pie, { ...one, columns: drawn.columns }) : h(Unfit, one);
    default:
      return !drawn ? h(Unfit, one)
        : drawn.overTime ? h(OverTime, { ...one, columns: drawn.columns, onZoom })
          : h(Bars, { ...one, columns: drawn.columns });
  }
}

function Unfit(one) {
  return h('div', null, h('p', { class: 'note' },
    `A ${one.panel.visual} chart needs a column of numbers after its first; these are the rows.`), h(Rows, one));
}
