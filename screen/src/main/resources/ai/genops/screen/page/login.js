// Asks for a token: in the place of the page where nobody is known, and over it where a session has ended under it.

import { h } from './lib/preact.js';
import { useLayoutEffect, useRef, useState } from './lib/hooks.js';
import { logIn } from './api.js';
import { Logo } from './icons.js';
import { Button, Fault } from './parts.js';

// Where nobody was logged in, what is behind stays what it was asked for: the address does not change.
export function LoginPage() {
  return h('main', { class: 'login page' }, h('section', { class: 'card', 'aria-label': 'Log in' },
    h('h1', null, h(Logo), 'Log in to GenOps'),
    h(Form, { onDone: () => {} }),
    h('p', { class: 'note' }, 'An administrator makes tokens with ', h('code', null, './genops token create NAME'), '. On the server’s machine ', h('code', null, './genops token link'), ' prints a link that logs a browser in, once.')));
}

// What was typed on the page behind it is still there; another user sees a fresh page.
export function SessionEnded({ user }) {
  const dialog = useRef(null);
  useLayoutEffect(() => dialog.current.showModal(), []);
  return h('dialog', { ref: dialog, class: 'dialog', 'aria-label': 'Log in again', onCancel: (event) => event.preventDefault() },
    h('h2', null, 'Your session has ended'),
    h('p', null, 'Log in again to go on where you are', user && [' as ', h('bdi', { key: 'u' }, user)], '.'),
    h(Form, { onDone: (now) => { if (now !== user) { location.reload(); } } }));
}

function Form({ onDone }) {
  const [token, setToken] = useState('');
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const field = useRef(null);
  useLayoutEffect(() => field.current.focus(), []);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      onDone(await logIn(token.trim()));
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return h('form', { onSubmit: submit, class: 'login-form' },
    h('label', null, 'Token', h('input', { ref: field, type: 'password', name: 'token', value: token, autofocus: true, autocomplete: 'current-password', spellcheck: false, onInput: (event) => setToken(event.target.value) })),
    error && h(Fault, { error }),
    h(Button, { kind: 'primary', type: 'submit', disabled: busy || token.trim() === '' }, busy ? 'Logging in …' : 'Log in'));
}
