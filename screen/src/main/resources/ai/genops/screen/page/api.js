// Requests to the server, and whether it is there. One that cannot be reached is asked every two seconds; when it
// answers again, those who wait for it are told.

import { useEffect, useState } from './lib/hooks.js';

const RETRY_MILLIS = 2000;
const listeners = new Set();
// `returns` counts how often it came back, `logins` how often somebody logged in here; `nobody`: it asks who one is.
let state = { lost: false, returns: 0, updated: false, nobody: false, logins: 0 };
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

async function posting(body, signal, method = 'POST') {
  const word = await csrfWord();
  const headers = { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...(word && { 'X-GenOps-CSRF': word }) };
  return { method, headers, signal, ...(body !== undefined && { body: JSON.stringify(body) }) };
}

// The answer's text; an answer that is an error is thrown with the server's own words. `keepalive`: also while the page
// goes away.
export async function text(path, { body, signal, method, keepalive } = {}) {
  const options = body === undefined && !method ? { signal } : { ...await posting(body, signal, method), keepalive };
  const answer = await send(path, options);
  const received = await answer.text();
  if (answer.status === 401 || answer.status === 403) {
    csrf = null; // of a session that has ended
  }
  if (answer.status === 401) {
    set({ nobody: true });
  }
  if (!answer.ok) {
    throw new ApiError(words(received) || answer.status + ' ' + answer.statusText, answer.status);
  }
  return received;
}

// An answer of lines of JSON, or of server-sent events of JSON, each as it comes; one that is an error is thrown.
export async function lines(path, { body, signal, onLine }) {
  const answer = await send(path, body === undefined ? { signal } : await posting(body, signal));
  if (!answer.ok) {
    throw new ApiError(words(await answer.text()) || answer.status + ' ' + answer.statusText, answer.status);
  }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const all = (rest + part.value).split('\n');
    rest = all.pop();
    for (const line of all.filter((one) => one !== '' && !one.startsWith('event: '))) {
      const value = JSON.parse(line.replace(/^data: /, ''));
      if (value.error) {
        throw new ApiError(value.error, answer.status);
      }
      onLine(value);
    }
  }
}

// An answer that is no text.
export async function blob(path, { body, signal } = {}) {
  const answer = await send(path, await posting(body, signal));
  if (!answer.ok) {
    throw new ApiError(words(await answer.text()) || answer.status + ' ' + answer.statusText, answer.status);
  }
  return answer.blob();
}

export async function json(path, options) {
  return JSON.parse(await text(path, options));
}

// Logs in with a token; whoever was refused asks again. Gives the user's name.
export async function logIn(token) {
  const answer = await send('/login', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token }) });
  const received = await answer.text();
  if (!answer.ok) {
    throw new ApiError(words(received) || answer.status + ' ' + answer.statusText, answer.status);
  }
  csrf = null;
  set({ nobody: false, logins: state.logins + 1 });
  return JSON.parse(received).user;
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
