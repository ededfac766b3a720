// Chooses a time: one of the usual ones, or from and to.

import { h } from './lib/preact.js';
import { useState } from './lib/hooks.js';
import { Icon } from './icons.js';
import { Button, Popover } from './parts.js';
import { PRESETS, bounds, rangeText, toInput } from './range.js';

export function RangePicker({ range, onChange }) {
  const [open, setOpen] = useState(false);
  const choose = (chosen) => {
    setOpen(false);
    onChange(chosen);
  };
  return h('div', { class: 'anchor' },
    h('button', { type: 'button', class: 'button', 'aria-haspopup': 'dialog', 'aria-expanded': String(open), 'aria-label': 'Time range: ' + rangeText(range), onClick: () => setOpen(!open) },
      h(Icon, { name: 'clock' }), h('span', { class: 'range-text' }, rangeText(range)), h(Icon, { name: 'down' })),
    h(Popover, { open, onClose: () => setOpen(false), class: 'range-popover right', label: 'Time range' },
      h('div', { class: 'presets' }, PRESETS.map(([earliest, text]) =>
        h('button', { key: text, type: 'button', class: 'preset', 'aria-pressed': String(range.earliest === earliest && !range.latest), onClick: () => choose({ earliest, latest: '' }) }, text))),
      h(Absolute, { range, onChoose: choose })));
}

function Absolute({ range, onChoose }) {
  const { earliest, latest } = bounds(range);
  const [from, setFrom] = useState(toInput(earliest ?? latest - 86_400));
  const [to, setTo] = useState(toInput(latest));
  const [relative, setRelative] = useState('');
  const apply = (event) => {
    event.preventDefault();
    if (relative.trim()) {
      onChoose({ earliest: relative.trim(), latest: '' });
    } else {
      onChoose({ earliest: String(Date.parse(from) / 1000), latest: String(Date.parse(to) / 1000) });
    }
  };
  const bad = !relative.trim() && !(Date.parse(from) < Date.parse(to));
  return h('form', { class: 'absolute', onSubmit: apply },
    h('label', null, 'From', h('input', { type: 'datetime-local', step: 1, value: from, onInput: (event) => setFrom(event.target.value) })),
    h('label', null, 'To', h('input', { type: 'datetime-local', step: 1, value: to, onInput: (event) => setTo(event.target.value) })),
    h('label', null, 'Or since', h('input', { type: 'text', placeholder: '-2h@h', value: relative, spellcheck: false, onInput: (event) => setRelative(event.target.value) })),
    bad && h('p', { class: 'note bad' }, '“From” must be before “To”.'),
    h(Button, { kind: 'primary', type: 'submit', disabled: bad }, 'Apply'));
}
