// Events of one trace as a tree of spans, in the order they began. What has no span of its own, such as a decision
// that was logged, stands under the span that it names. No page in here.

export function waterfall(events) {
  const all = events.map((event, i) => spanOf(event, i));
  const byId = new Map(all.filter((span) => span.kind === 'span').map((span) => [span.id, span]));
  for (const span of all) {
    const parent = byId.get(span.kind === 'span' ? span.event.parent_span_id : span.event.span_id);
    if (parent && parent !== span) {
      parent.children.push(span);
      span.parent = parent;
    } else {
      span.orphan = span.kind === 'span' && Boolean(span.event.parent_span_id);
    }
  }
  const start = Math.min(...all.map((span) => span.at));
  const end = Math.max(...all.map((span) => span.at + span.millis / 1000));
  return { spans: inOrder(all), start, length: end - start, ...sums(all) };
}

function spanOf(event, i) {
  const result = typeof event['genops.policy.result'] === 'string' ? event['genops.policy.result'].toLowerCase() : null;
  return {
    event, result, key: i,
    kind: event.kind ?? 'span',
    id: event.kind === 'span' ? event.span_id : (event.span_id ?? '') + '.' + i,
    name: String(event.name ?? event['genops.policy.name'] ?? event.kind ?? 'event').slice(0, 300),
    at: event._time,
    millis: typeof event.duration_ms === 'number' ? event.duration_ms : 0,
    cost: typeof event['genops.cost.total'] === 'number' ? event['genops.cost.total'] : null,
    currency: String(event['genops.cost.currency'] ?? 'USD'),
    tokens: typeof event['genops.tokens.total'] === 'number' ? event['genops.tokens.total'] : null,
    error: event.status === 'error',
    policy: event['genops.policy.name'], reason: event['genops.policy.reason'],
    depth: 0, children: [], parent: null, orphan: false,
  };
}

// Depth first. Ids that lead in a circle leave nobody out: whoever was not reached begins a tree.
function inOrder(all) {
  const found = [];
  const seen = new Set();
  const byTime = (a, b) => a.at - b.at || b.millis - a.millis;
  const from = (root) => {
    const open = [[root, 0]];
    while (open.length > 0) {
      const [span, depth] = open.pop();
      if (!seen.has(span)) {
        seen.add(span);
        span.depth = depth;
        found.push(span);
        [...span.children].sort(byTime).reverse().forEach((child) => open.push([child, depth + 1]));
      }
    }
  };
  const sorted = [...all].sort(byTime);
  sorted.filter((span) => !span.parent).forEach(from);
  sorted.filter((span) => !seen.has(span)).forEach(from);
  return found;
}

// Amounts of two currencies are not added: the first one's are.
function sums(all) {
  const currency = all.find((span) => span.cost != null)?.currency ?? 'USD';
  return {
    cost: { value: all.some((span) => span.cost != null) ? all.reduce((sum, span) => sum + (span.currency === currency ? (span.cost ?? 0) : 0), 0) : null, currency },
    tokens: all.reduce((sum, span) => sum + (span.tokens ?? 0), 0),
    errors: all.filter((span) => span.error).length,
    decisions: all.filter((span) => span.result && span.result !== 'allowed').length,
  };
}
