// The small parts that every page is made of.

import { h } from './lib/preact.js';
import { useLayoutEffect, useRef, useState } from './lib/hooks.js';
import { age, count, time, utc } from './format.js';
import { Icon } from './icons.js';

// A titled part of a page. `aside` stands at the right of the title.
export function Card({ title, aside, class: extra = '', children, label }) {
  return h('section', { class: 'card ' + extra, 'aria-label': label ?? title },
    title && h('header', { class: 'card-head' }, h('h2', null, title), aside && h('div', { class: 'card-aside' }, aside)),
    children);
}

// What there is to do where nothing is.
export function Empty({ title, children }) {
  return h('div', { class: 'empty' }, h('p', { class: 'empty-title' }, title), children && h('div', { class: 'empty-hint' }, children));
}

// Grey bars in the place of what comes.
export function Skeleton({ lines = 4 }) {
  return h('div', { class: 'skeleton', 'aria-hidden': 'true' }, Array.from({ length: lines }, (_, i) => h('span', { key: i })));
}

export function Fault({ error, children }) {
  return h('div', { class: 'fault', role: 'alert' }, h(Icon, { name: 'warn' }), h('div', null, h('pre', null, error.message), children));
}

// Waits, fails or shows: `live` is what useLive gives, `children` a function of its data.
export function Loaded({ live, lines, children }) {
  if (live.error && live.data == null) {
    return h(Fault, { error: live.error });
  }
  return live.data == null ? h(Skeleton, { lines }) : children(live.data);
}

// A time; the title says it in UTC.
export function Time({ at, shape = 'full', relative = false }) {
  if (at == null) {
    return '–';
  }
  return h('time', { dateTime: new Date(at * 1000).toISOString(), title: utc(at) }, relative ? age(at) : time(at, shape));
}

export function Badge({ tone = 'plain', children }) {
  return h('span', { class: 'badge ' + tone }, children);
}

// How far something is, 0 to 1 and beyond; said in words by `text`.
export function Meter({ share, tone = '', text, held = 0 }) {
  const shown = Math.min(1, Math.max(0, share));
  return h('div', { class: 'meter ' + tone, role: 'meter', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(shown * 100), 'aria-valuetext': text, 'aria-label': text },
    h('span', { style: { width: shown * 100 + '%' } }),
    held > 0 && h('span', { class: 'held', style: { width: Math.min(1 - shown, held) * 100 + '%' } }));
}

export function Button({ icon, children, kind = '', ...rest }) {
  return h('button', { type: 'button', class: 'button ' + kind, ...rest }, icon && h(Icon, { name: icon }), children);
}

// One of a few.
export function Choice({ label, options, value, onChange }) {
  return h('div', { class: 'choice', role: 'group', 'aria-label': label },
    options.map(([key, text]) => h('button', { key, type: 'button', 'aria-pressed': String(key === value), onClick: () => onChange(key) }, text)));
}

// A figure with its name.
export function Figure({ name, children, tone = '' }) {
  return h('div', { class: 'figure ' + tone }, h('dt', null, name), h('dd', null, children));
}

// A question before something is done. Escape and a click outside mean no.
export function Dialog({ title, onClose, children }) {
  const dialog = useRef(null);
  // Before anybody can type: what is shown takes the keys.
  useLayoutEffect(() => {
    dialog.current.showModal();
  }, []);
  return h('dialog', { ref: dialog, class: 'dialog', 'aria-label': title, onClose, onClick: (event) => event.target === dialog.current && onClose() },
    h('form', { method: 'dialog', onSubmit: (event) => event.preventDefault() }, h('h2', null, title), children));
}

// What opens under a button, and closes by Escape, by a click elsewhere, and by tabbing out.
export function Popover({ open, onClose, class: extra = '', label, children }) {
  const box = useRef(null);
  useLayoutEffect(() => {
    if (!open) {
      return undefined;
    }
    const outside = (event) => box.current && !box.current.parentElement.contains(event.target) && onClose();
    const escape = (event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        onClose();
        box.current?.parentElement.querySelector('button')?.focus();
      }
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('keydown', escape);
    };
  }, [open]);
  // With a place in the focus of its own: a click on what takes none would otherwise go to the page behind it.
  return open && h('div', { ref: box, class: 'popover ' + extra, role: 'dialog', 'aria-label': label, tabIndex: -1 },
    children);
}

// Text as it is, cut where it would fill the screen.
const LONG = 2000;

export function Value({ value }) {
  const [whole, setWhole] = useState(false);
  const text = Array.isArray(value) ? value.join('\n') : String(value);
  return text.length <= LONG || whole
    ? h('bdi', { class: 'value' }, text)
    : [h('bdi', { key: 'cut', class: 'value' }, text.slice(0, LONG), '…'), h('button', { key: 'all', type: 'button', class: 'link', onClick: () => setWhole(true) }, `Show all ${count(text.length)} characters`)];
}

export function Pages({ page, pages, onChange }) {
  return h('nav', { class: 'pages', 'aria-label': 'Pages of the result' },
    h(Button, { disabled: page === 0, onClick: () => onChange(page - 1) }, 'Previous'),
    h('span', null, `${count(page + 1)} of ${count(pages)}`),
    h(Button, { disabled: page === pages - 1, onClick: () => onChange(page + 1) }, 'Next'));
}
