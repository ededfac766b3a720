// A search that may take long, as a job of the server: it tells how far it is and what it has found so far, and stops
// when nobody waits for it any more.

import { json, lines, text } from './api.js';
import { request, turned } from './searches.js';

const STAYS_SECONDS = 60;

// As `search` gives it. `onProgress` gets a share from 0 to 1, `onPreview` the rows of the newest part of the time, with
// `since` in seconds.
export function followed(query, range, { signal, maxRows, onProgress, onPreview }) {
  return turned(signal, async () => {
    // Without the signal: a job that nobody knows of could not be stopped.
    const job = await json('/api/jobs', { body: { ...request(query, range, maxRows), ttl_s: STAYS_SECONDS } });
    const path = '/api/jobs/' + job.sid;
    const forget = () => text(path, { method: 'DELETE', keepalive: true }).catch(() => {});
    globalThis.addEventListener('pagehide', forget, { once: true });
    let ended = false;
    try {
      signal.throwIfAborted();
      const preview = previews(path, maxRows, signal, (found) => !ended && onPreview(found));
      let last = job;
      await lines(path + '/events', { signal, onLine: (look) => {
        last = look;
        onProgress(look.progress);
        preview(look.preview);
      } });
      return { ...await rows(path + '/results', maxRows, signal), took_ms: last.took_ms };
    } finally {
      ended = true;
      globalThis.removeEventListener('pagehide', forget);
      forget();
    }
  });
}

async function rows(path, maxRows, signal) {
  const received = await text(`${path}?count=${maxRows}`, { signal });
  return { ...JSON.parse(received), text: received };
}

// Fetches a preview that is newer than the one shown, one at a time.
function previews(path, maxRows, signal, onPreview) {
  let version = 0;
  let busy = false;
  return async (told) => {
    if (told === null || told.version === version || busy) {
      return;
    }
    busy = true;
    version = told.version;
    try {
      const found = await rows(path + '/preview', maxRows, signal);
      if (found.preview) {
        onPreview({ ...found, since: Date.parse(found.since) / 1000 });
      }
    } catch {
      // The next one, or the result, comes anyway.
    }
    busy = false;
  };
}
