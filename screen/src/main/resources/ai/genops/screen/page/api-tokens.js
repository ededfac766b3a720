// Tokens for the API and this page: made, shown once, disabled.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json } from './api.js';
import { useLive } from './live.js';
import { instant, plural } from './format.js';
import { Button, Card, Dialog, Empty, Fault, Loaded, Time } from './parts.js';
import { Cli, Rows } from './rows.js';
import { State } from './states.js';
import { Made, NewToken } from './token-made.js';

export function Tokens() {
  const live = useLive((signal) => json('/api/tokens', { signal }), 'tokens', 10_000);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState(null);
  return h('div', { class: 'page' },
    h('header', { class: 'page-head' }, h('h1', null, 'Tokens'), h('div', { class: 'page-tools' }, h(Button, { icon: 'plus', kind: 'primary', onClick: () => setMaking(true) }, 'New token'))),
    made && h(Made, { made, onClose: () => setMade(null) }),
    h(Loaded, { live, lines: 6 }, ({ tokens, roles }) => [
      h(List, { key: 'list', tokens, onChanged: live.again }),
      making && h(NewToken, { key: 'new', roles, onClose: () => setMaking(false), onMade: (token) => { setMaking(false); setMade(token); live.again(); } })]),
    h('p', { class: 'note' }, 'For ports 9000 and 8089. The server keeps only their hashes. Sources have tokens of their own, in ', h('code', null, 'sources/'), '.'),
    h(Cli, null, ['./genops token create NAME --role user --days 90', './genops token disable ID']));
}

function stateOf(token) {
  return token.disabled ? 'disabled' : token.expires_at && Date.parse(token.expires_at) < Date.now() ? 'expired' : 'active';
}

function List({ tokens, onChanged }) {
  const [asking, setAsking] = useState(null);
  const [error, setError] = useState(null);
  const disable = async (id) => {
    setAsking(null);
    setError(null);
    try {
      await json(`/api/tokens/${encodeURIComponent(id)}/disable`, { body: {} });
    } catch (problem) {
      setError(problem);
    }
    onChanged();
  };
  return h(Card, { title: 'Tokens', aside: plural(tokens.length, 'token') },
    error && h(Fault, { error }),
    tokens.length === 0 ? h(Empty, { title: 'There is no token' }) : h(Rows, { label: 'Tokens', list: [...tokens].reverse(), keyOf: (one) => one.id, columns: [
      { title: 'Id', cell: (one) => h('span', { class: 'mono' }, one.id) },
      { title: 'User', cell: (one) => h('b', null, h('bdi', null, one.user)) },
      { title: 'Roles', cell: (one) => one.roles.join(', ') },
      { title: 'State', class: 'nowrap', cell: (one) => h(State, { state: stateOf(one) }) },
      { title: 'Made', class: 'nowrap', cell: (one) => h(Time, { at: instant(one.created_at), shape: 'minute' }) },
      { title: 'Expires', class: 'nowrap', cell: (one) => (one.expires_at ? h(Time, { at: instant(one.expires_at), shape: 'minute' }) : h('span', { class: 'muted' }, 'never')) },
      { title: 'Action', cell: (one) => !one.disabled && h(Button, { kind: 'danger', 'aria-label': `Disable the token ${one.id} of ${one.user}`, onClick: () => setAsking(one) }, 'Disable') }] }),
    asking && h(Dialog, { title: `Disable the token ${asking.id} of ${asking.user}?`, onClose: () => setAsking(null) },
      h('p', null, 'Whoever uses it is refused from now on, and sessions begun with it end. It cannot be enabled again.'),
      h('div', { class: 'buttons end' }, h(Button, { autofocus: true, onClick: () => setAsking(null) }, 'Cancel'), h(Button, { kind: 'primary', onClick: () => disable(asking.id) }, 'Disable'))));
}
