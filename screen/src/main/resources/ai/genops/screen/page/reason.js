// Asks why, before something is done that others will see.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { Button, Dialog } from './parts.js';

// Who did it, in the server's ledgers: this page knows no names.
export const BY = 'screen';

export function Reason({ title, text, action, needed, onClose, onDo }) {
  const [reason, setReason] = useState('');
  return h(Dialog, { title, onClose },
    h('p', null, text),
    h('label', null, needed ? 'Reason' : 'Reason (shown to others)', h('input', { type: 'text', value: reason, autofocus: true, onInput: (event) => setReason(event.target.value), onKeyDown: (event) => { if (event.key === 'Enter' && (reason.trim() || !needed)) { onDo(reason.trim()); } } })),
    h('div', { class: 'buttons end' }, h(Button, { onClick: onClose }, 'Cancel'), h(Button, { kind: 'primary', disabled: needed && !reason.trim(), onClick: () => onDo(reason.trim()) }, action)));
}
