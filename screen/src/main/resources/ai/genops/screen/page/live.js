// Data that a component shows and that is fetched again: at other questions, every so often, and when a server that
// was away is back. What was shown stays until there is something newer, so that nothing jumps.

import { useEffect, useRef, useState } from './lib/hooks.js';
import { useConnection } from './api.js';

// A fetch that took long is repeated seldom: at most a tenth of the time goes into it.
const SHARE = 10;

// `load` gets an AbortSignal. `key` tells questions apart, null for none yet; `every` is in milliseconds, 0 for never again.
// `again` fetches at once and resolves when that is over.
export function useLive(load, key, every = 0) {
  const { returns, logins } = useConnection();
  const [shown, setShown] = useState({ data: null, error: null, loading: true, key: null });
  const latest = useRef(load);
  latest.current = load;
  const again = useRef(() => {});
  useEffect(() => {
    if (key === null) {
      return undefined;
    }
    const ending = new AbortController();
    let timer = null;
    const run = async () => {
      clearTimeout(timer);
      const started = performance.now();
      setShown((before) => ({ ...before, loading: true }));
      try {
        const data = await latest.current(ending.signal);
        setShown({ data, error: null, loading: false, key });
      } catch (error) {
        if (ending.signal.aborted) {
          return;
        }
        setShown((before) => ({ data: before.key === key ? before.data : null, error, loading: false, key }));
      }
      if (every > 0 && !ending.signal.aborted) {
        timer = setTimeout(whenSeen, Math.max(every, SHARE * (performance.now() - started)));
      }
    };
    // A page that nobody sees asks nothing.
    const whenSeen = () => {
      if (document.hidden) {
        document.addEventListener('visibilitychange', whenSeen, { once: true });
      } else if (!ending.signal.aborted) {
        run();
      }
    };
    again.current = run;
    run();
    return () => {
      ending.abort();
      clearTimeout(timer);
    };
  }, [key, every, returns, logins]);
  return { ...shown, stale: shown.key !== key, again: () => again.current() };
}
