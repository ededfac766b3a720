// What /api/status says, as the pages need it.

const SIGNALS = ['traces', 'logs', 'metrics', 'hec'];

// A collector's `hec` counts what its signals do not.
export function totalsOf(source) {
  const sum = { requests: 0, events: 0, bytes: 0, refused: 0 };
  for (const signal of SIGNALS) {
    for (const name of Object.keys(sum)) {
      sum[name] += source[signal]?.[name] ?? 0;
    }
  }
  return sum;
}

// The pipeline that every event goes through as it was received has no name of its own.
const RECEIVED = 'as received';

export function nameOf(pipeline) {
  return pipeline.id || RECEIVED;
}
