// What the figures at the top of Home are made of: one search gives what was spent in each hour of this month and the
// last, cut where the viewer's days begin and where the present hour has come to. The rest is adding up. No clock and
// no page in here.

const HOUR = 3600;
const COST = "'genops.cost.total'";
export const PRICED = 'index=genops_ai genops.cost.total=*';

// When this day, this month, the last month and the next month begin, in seconds, in the zone that times are shown in.
export function calendar(now, utc) {
  const date = new Date(now * 1000);
  const [year, month, day] = utc
    ? [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
    : [date.getFullYear(), date.getMonth(), date.getDate()];
  const at = (y, m, d) => (utc ? Date.UTC(y, m, d) : new Date(y, m, d).getTime()) / 1000;
  return { now, day: at(year, month, day), month: at(year, month, 1), lastMonth: at(year, month - 1, 1), nextMonth: at(year, month + 1, 1) };
}

export function hoursQuery({ now, day }, filter) {
  const past = ((now - day) % HOUR).toFixed(3);
  return `${PRICED} ${filter} | eval rel=_time-${day}, slot=floor(rel/${HOUR}), half=if(rel-slot*${HOUR}<${past},0,1), ` +
    `currency=coalesce('genops.cost.currency',"USD") | stats sum(genops.cost.total) as cost count as calls by slot half currency`;
}

// What was spent in a time, from the rows of hoursQuery. A place is twice the hour, counted from the day's begin, and
// one more where the hour has passed the minute that it is now.
export function spent(rows, from, to) {
  let cost = 0;
  let calls = 0;
  for (const row of rows) {
    const place = row.slot * 2 + row.half;
    if (place >= from && place < to) {
      cost += row.cost;
      calls += row.calls;
    }
  }
  return { cost, calls };
}

export function figures(rows, when) {
  const place = (at) => Math.round((at - when.day) / HOUR) * 2;
  const now = Math.floor((when.now - when.day) / HOUR) * 2 + 1;
  const month = place(when.month);
  const lastMonth = place(when.lastMonth);
  return {
    hour: spent(rows, now - 2, now),
    hourBefore: spent(rows, now - 4, now - 2),
    hours: Array.from({ length: 24 }, (_, i) => spent(rows, now - 2 * (24 - i), now - 2 * (23 - i)).cost),
    today: spent(rows, 0, now),
    yesterday: spent(rows, -48, now - 48),
    month: spent(rows, month, now),
    lastMonth: spent(rows, lastMonth, Math.min(month, lastMonth + (now - month))),
    lastMonthWhole: spent(rows, lastMonth, month),
    forecast: forecast(rows, now, spent(rows, month, now).cost, (when.nextMonth - when.now) / HOUR),
    first: rows.length === 0 ? null : when.day + Math.min(...rows.map((row) => row.slot)) * HOUR,
  };
}

// z of a normal distribution's middle 80 %.
const EIGHTY = 1.2816;
const MOST_DAYS = 28;

// The month's end, if it goes on as it did: by whole days where there are three, else by whole hours. The interval is a
// prediction's: what days (or hours) vary, and that their mean is itself known from only so many.
export function forecast(rows, now, soFar, hoursLeft) {
  const firstPlace = Math.min(...rows.map((row) => row.slot * 2 + row.half));
  const hours = Math.floor((now - firstPlace) / 2);
  const byDays = hours >= 72;
  const step = byDays ? 48 : 2;
  const n = Math.min(byDays ? MOST_DAYS : 72, Math.floor(hours / (step / 2)));
  if (!Number.isFinite(n) || n < 2) {
    return null;
  }
  const samples = Array.from({ length: n }, (_, i) => spent(rows, now - step * (i + 1), now - step * i).cost);
  const mean = samples.reduce((a, b) => a + b, 0) / n;
  const variance = samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  const left = hoursLeft / (step / 2);
  const half = EIGHTY * Math.sqrt(variance * left * (1 + left / n));
  const end = soFar + mean * left;
  return { end, low: Math.max(soFar, end - half), high: end + half, n, unit: byDays ? 'day' : 'hour' };
}

// The share by which it changed; null where there was nothing before.
export function changeOf(value, before) {
  return before > 0 ? (value - before) / before : null;
}

export const DIMENSIONS = [
  { id: 'team', field: 'genops.team', title: 'Team' },
  { id: 'model', field: 'genops.cost.model', title: 'Model' },
  { id: 'customer', field: 'genops.customer_id', title: 'Customer', many: true },
  { id: 'feature', field: 'genops.feature', title: 'Feature' },
];

export const NONE = '(none)';

// What was spent from a time on, and in the time as long before.
const sides = (from) => `now=if(_time>=${from},${COST},null()), before=if(_time<${from},${COST},null())`;
const valueOf = (field) => `coalesce('${field}',"${NONE}")`;

// By all those at once that have few values each: there are few groups of them.
export const FEW = DIMENSIONS.filter((dimension) => !dimension.many);

export function groupsQuery(from, filter) {
  const names = FEW.map(({ id, field }) => `${id}=${valueOf(field)}`).join(', ');
  return `${PRICED} ${filter} | eval ${names}, ${sides(from)} | stats sum(now) as cost sum(before) as before count(now) as calls by ${FEW.map(({ id }) => id).join(' ')}`;
}

// By the values of one, where they are many.
export function breakdownQuery(field, from, filter, most) {
  return `${PRICED} ${filter} | eval d=${valueOf(field)}, ${sides(from)} | stats sum(now) as cost sum(before) as before count(now) as calls by d `
    + `| where calls>0 | eventstats count as groups sum(cost) as total | sort - cost | head ${most}`;
}

// What breakdownQuery gives, out of what groupsQuery gave.
export function breakdownOf(groups, id, most) {
  const byValue = new Map();
  for (const { [id]: d, cost, before, calls } of groups) {
    const one = byValue.get(d) ?? { d, cost: 0, before: 0, calls: 0 };
    byValue.set(d, { d, cost: one.cost + (cost ?? 0), before: one.before + (before ?? 0), calls: one.calls + calls });
  }
  const list = [...byValue.values()].filter((one) => one.calls > 0).sort((a, b) => b.cost - a.cost);
  const total = list.reduce((sum, one) => sum + one.cost, 0);
  return list.slice(0, most).map((one) => ({ ...one, groups: list.length, total }));
}

export function seriesQuery(span, filter) {
  return `${PRICED} ${filter} | eval team=coalesce('genops.team',"${NONE}") | bin _time span=${span} | stats sum(genops.cost.total) as cost count as calls by _time team`;
}

export const BUDGETS = 'index=genops_ai genops.budget.name=* genops.budget.allocated=* | stats latest(genops.budget.allocated) as allocated latest(genops.budget.consumed) as consumed '
  + 'latest(genops.budget.reserved) as reserved latest(genops.budget.period) as period latest(genops.cost.currency) as currency max(_time) as at by genops.budget.name '
  + '| rename genops.budget.name as name | eval share=consumed/allocated | sort 0 - share';

export const violationsQuery = (filter) => `index=genops_ai genops.policy.result IN (blocked, warning, failed, violation, rate_limited) ${filter} `
  + '| stats count latest(_time) as at latest(genops.policy.reason) as reason by genops.policy.name genops.policy.result '
  + '| rename genops.policy.name as policy, genops.policy.result as result | sort - count | head 8';

export const unpricedSearch = (filter) => `index=genops_ai (genops.cost.unpriced=* OR (genops.tokens.input=* NOT genops.cost.total=*)) ${filter}`;

export const unpricedQuery = (filter) => unpricedSearch(filter) + ` | eval model=coalesce('genops.cost.model',"${NONE}") | stats count as calls sum(genops.tokens.input) as tokens by model | sort - calls | head 5`;

export const dearestSearch = (filter) => `${PRICED} ${filter} | sort 8 - genops.cost.total`;

export const dearestQuery = (filter) => dearestSearch(filter)
  + ' | table _time name genops.team genops.cost.model genops.customer_id genops.cost.total genops.cost.currency genops.tokens.total trace_id span_id';
