// Requests to the server, and whether it is there. One that cannot be reached is asked every two seconds; when it
// answers again, those who wait for it are told.

import { useEffect, useState } from './lib/hooks.js';

const RETRY_MILLIS = 2000;
const listeners = new Set();
let state = { lost: false, returns: 0, updated: false };
const build = new URL(import.meta.url).pathname.split('/')[2];

export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

function set(changes) {
  state = { ...state, ...changes };
  listeners.forEach((listener) => listener(state));
}

async function lookAgain() {
  try {
    const answer = await fetch('/', { cache: 'no-store' });
    const updated = answer.ok && !(await answer.text()).includes('/assets/' + build + '/');
    set({ lost: false, returns: state.returns + 1, updated });
  } catch {
    setTimeout(lookAgain, RETRY_MILLIS);
  }
}

async function send(path, options) {
  try {
    return await fetch(path, options);
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    if (!state.lost) {
      set({ lost: true });
      setTimeout(lookAgain, RETRY_MILLIS);
    }
    throw new ApiError('The server does not answer.', 0);
  }
}

// A session's word that a request is this page's own; empty where there is no session.
let csrf = null;

function csrfWord() {
  csrf ??= send('/api/session', {}).then((answer) => (answer.ok ? answer.json() : {}))
    .then((session) => session.csrf ?? '').catch(() => { csrf = null; return ''; });
  return csrf;
}

async function posting(body, signal) {
  const word = await csrfWord();
  const headers = { 'Content-Type': 'application/json', ...(word && { 'X-GenOps-CSRF': word }) };
  return { method: 'POST', headers, body: JSON.stringify(body), signal };
}

// The answer's text; an answer that is an error is thrown with the server's own words.
export async function text(path, { body, signal } = {}) {
  const options = body === undefined ? { signal } : await posting(body, signal);
  const answer = await send(path, options);
  const received = await answer.text();
  if (answer.status === 401 || answer.status === 403) {
    csrf = null; // of a session that has ended
  }
  if (!answer.ok) {
    throw new ApiError(words(received) || answer.status + ' ' + answer.statusText, answer.status);
  }
  return received;
}

export async function json(path, options) {
  return JSON.parse(await text(path, options));
}

function words(received) {
  try {
    return JSON.parse(received).error;
  } catch {
    return received;
  }
}

export function useConnection() {
  const [connection, setConnection] = useState(state);
  useEffect(() => {
    setConnection(state);
    listeners.add(setConnection);
    return () => listeners.delete(setConnection);
  }, []);
  return connection;
}
