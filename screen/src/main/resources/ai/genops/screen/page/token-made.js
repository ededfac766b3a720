// Makes a token, and shows it this once.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { json } from './api.js';
import { Button, Dialog, Fault } from './parts.js';

const DAYS = [['30', '30 days'], ['90', '90 days'], ['365', 'a year'], ['', 'never']];

export function NewToken({ roles, onClose, onMade }) {
  const [user, setUser] = useState('');
  const [chosen, setChosen] = useState(['user']);
  const [days, setDays] = useState('90');
  const [error, setError] = useState(null);
  const toggle = (role) => setChosen(chosen.includes(role) ? chosen.filter((one) => one !== role) : [...chosen, role]);
  const make = async () => {
    try {
      onMade(await json('/api/tokens', { body: { user: user.trim(), roles: chosen.join(' '), days } }));
    } catch (problem) {
      setError(problem);
    }
  };
  return h(Dialog, { title: 'New token', onClose },
    h('div', { class: 'fields' },
      h('label', null, 'User', h('input', { type: 'text', value: user, autofocus: true, placeholder: 'ada', onInput: (event) => setUser(event.target.value) })),
      h('fieldset', null, h('legend', null, 'Roles'), roles.map((role) => h('label', { key: role, class: 'check' }, h('input', { type: 'checkbox', checked: chosen.includes(role), onChange: () => toggle(role) }), role))),
      h('label', null, 'Expires after', h('select', { value: days, onChange: (event) => setDays(event.target.value) }, DAYS.map(([value, text]) => h('option', { key: value, value }, text))))),
    error && h(Fault, { error }),
    h('div', { class: 'buttons end' }, h(Button, { onClick: onClose }, 'Cancel'), h(Button, { kind: 'primary', disabled: user.trim() === '' || chosen.length === 0, onClick: make }, 'Make it')));
}

export function Made({ made, onClose }) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(made.token).then(() => setCopied(true)).catch(() => {});
  return h('section', { class: 'card made', 'aria-label': 'The new token', role: 'status' },
    h('p', null, h('b', null, `The token of ${made.user}. `), 'It is shown this once: the server keeps only its hash.'),
    h('code', { class: 'secret' }, made.token),
    h('div', { class: 'buttons' }, navigator.clipboard && h(Button, { onClick: copy }, copied ? 'Copied' : 'Copy'), h(Button, { kind: 'primary', onClick: onClose }, 'I have it')));
}
