// What policies decided, as searches tell it, and how each result is shown. No page in here.

export const TONES = { allowed: 'good', blocked: 'bad', failed: 'bad', violation: 'bad', warning: 'warn', rate_limited: 'warn' };
const ORDER = ['blocked', 'violation', 'failed', 'rate_limited', 'warning', 'allowed'];

export const DECISIONS = 'index=genops_ai genops.policy.result=*';

export const countQuery = (filter) => `${DECISIONS} ${filter} | eval policy=coalesce('genops.policy.name',"(no name)") | stats count latest(_time) as at latest(genops.policy.reason) as reason by policy genops.policy.result | rename genops.policy.result as result`;

// The newest six of each policy and result, so that what warns often hides nothing.
export const lastQuery = (filter) => `${DECISIONS} NOT genops.policy.result=allowed ${filter} | sort 0 - _time | dedup 6 genops.policy.name genops.policy.result | head 40 | table _time genops.policy.name genops.policy.result genops.policy.reason genops.team genops.cost.model name trace_id span_id`;

// The results there are, the worst first.
export function resultsOf(rows) {
  const place = (result) => (ORDER.indexOf(result) + 1 || ORDER.length) - 1;
  return [...new Set(rows.map((row) => row.result))].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}

// A row per policy with its counts by result: those that stopped most first.
export function byPolicy(rows) {
  const found = new Map();
  for (const row of rows) {
    const one = found.get(row.policy) ?? { policy: row.policy, counts: {}, total: 0, at: 0, reason: null, worst: -1 };
    one.counts[row.result] = row.count;
    one.total += row.count;
    if (row.result !== 'allowed' && row.at > one.worst) {
      Object.assign(one, { worst: row.at, reason: row.reason });
    }
    one.at = Math.max(one.at, row.at);
    found.set(row.policy, one);
  }
  const stopped = (one) => one.total - (one.counts.allowed ?? 0);
  return [...found.values()].sort((a, b) => stopped(b) - stopped(a) || b.total - a.total);
}
