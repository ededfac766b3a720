// Whether a chain holds, found out now, on the server.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json } from './api.js';
import { Button } from './parts.js';
import { State } from './states.js';

// One after the other: each reads all its files.
export function useProofs(path) {
  const [proofs, setProofs] = useState({});
  const [busy, setBusy] = useState(null);
  const prove = async (names) => {
    for (const name of names) {
      setBusy(name);
      let proof;
      try {
        proof = { found: await json(path(name)) };
      } catch (error) {
        proof = { error };
      }
      setProofs((before) => ({ ...before, [name]: proof }));
    }
    setBusy(null);
  };
  return { proofs, busy, prove };
}

// `say` gives {holds, text, head}; `breaks` the places where it does not hold.
export function Proof({ proof, busy, name, onProve, say, breaks }) {
  if (busy) {
    return h('span', { class: 'muted', role: 'status' }, 'Verifying …');
  }
  if (!proof) {
    return h(Button, { onClick: onProve, 'aria-label': 'Verify ' + name }, 'Verify');
  }
  if (proof.error) {
    return h('span', { class: 'bad', role: 'status' }, proof.error.message);
  }
  const { holds, none, text, head } = say(proof.found);
  return h('div', { role: 'status' },
    h(State, { state: none ? 'idle' : holds ? 'intact' : 'broken', text: none ? 'no chain' : undefined }), h('span', { class: 'muted small' }, ' ' + text),
    head && h('div', { class: 'mono small value' }, head),
    !holds && h('ul', { class: 'bad small' }, breaks(proof.found).map((line) => h('li', { key: line }, h('bdi', null, line)))));
}
