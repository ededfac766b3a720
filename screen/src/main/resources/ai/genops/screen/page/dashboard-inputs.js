// The inputs of a dashboard, each as its type has it; whatever is chosen goes into the address.

import { h } from './lib/preact.js';
import { useEffect, useState } from './lib/hooks.js';
import { rows } from './searches.js';
import { useLive } from './live.js';
import { setParams } from './route.js';
import { plural } from './format.js';
import { Popover } from './parts.js';
import { Icon } from './icons.js';
import { RangePicker } from './range-picker.js';
import { chosen, fill, isMany, isTime, timeOf } from './tokens.js';

const MOST_CHOICES = 1000;
const KNOWN = new Set(['time', 'timerange', 'text', 'dropdown', 'radio', 'link', 'multiselect', 'checkbox']);

export function Inputs({ inputs, params, tokens }) {
  return inputs.length > 0 && h('div', { class: 'inputs', role: 'group', 'aria-label': 'Inputs' },
    inputs.map((input) => h(One, { key: input.token, input, params, tokens })));
}

function One({ input, params, tokens }) {
  const set = (value) => setParams({ ['form.' + input.token]: value });
  if (!KNOWN.has(input.type)) {
    return h('p', { class: 'note' }, `An input of type “${input.type}” cannot be shown here; its default counts.`);
  }
  if (isTime(input)) {
    return h(Time, { input, params });
  }
  if (input.type === 'text') {
    return h(Text, { input, value: chosen(input, params)[0] ?? '', set });
  }
  return h(List, { input, values: chosen(input, params), tokens, set });
}

const nameOf = (input) => input.label || input.token;

function Time({ input, params }) {
  const { earliest, latest } = timeOf(input, params);
  const choose = (range) => setParams({
    [`form.${input.token}.earliest`]: range.earliest, [`form.${input.token}.latest`]: range.latest || 'now' });
  return h('div', { class: 'input' }, h('span', { class: 'input-name' }, nameOf(input)),
    h(RangePicker, { range: { earliest, latest: latest === 'now' ? '' : latest }, onChange: choose }));
}

// Searches begin when it is left or Enter is pressed, not at every letter.
function Text({ input, value, set }) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  return h('label', { class: 'input' }, nameOf(input), h('input', {
    type: 'text', value: draft, spellcheck: false, onInput: (event) => setDraft(event.target.value),
    onBlur: () => draft !== value && set(draft), onKeyDown: (event) => event.key === 'Enter' && set(draft) }));
}

// What is offered: the file's own choices, then what a search finds.
function List({ input, values, tokens, set }) {
  const asked = fill(input.search, tokens);
  const range = { earliest: '-30d' };
  const live = useLive((signal) => (input.search && asked.missing.length === 0
    ? rows(asked.text, range, { signal, maxRows: MOST_CHOICES }) : Promise.resolve([])), asked.text);
  const found = (live.data ?? []).map((row) => choiceOf(row, input)).filter((one) => one.value !== '');
  const choices = distinct([...input.choices, ...found, ...values.map((value) => ({ value, label: value }))]);
  const shown = isMany(input) ? h(Many, { input, choices, values, set }) : h('select', {
    value: values[0] ?? '', 'aria-label': nameOf(input), onChange: (event) => set(event.target.value) },
  values.length === 0 && h('option', { value: '' }, 'Choose …'),
  choices.map((one) => h('option', { key: one.value, value: one.value }, one.label)));
  return h('div', { class: 'input' }, h('span', { class: 'input-name' }, nameOf(input)), shown,
    live.error && h('span', { class: 'note bad', role: 'alert' }, live.error.message.split('\n')[0]));
}

// In the order of their first appearance, so that none moves when it is chosen.
function distinct(choices) {
  const byValue = new Map();
  choices.forEach((one) => byValue.has(one.value) || byValue.set(one.value, one));
  return [...byValue.values()];
}

function choiceOf(row, input) {
  const value = row[input.value_field] ?? (input.value_field ? '' : Object.values(row)[0] ?? '');
  return { value: String(value), label: String(row[input.label_field] ?? value) };
}

function Many({ input, choices, values, set }) {
  const [open, setOpen] = useState(false);
  const labels = choices.filter((one) => values.includes(one.value)).map((one) => one.label);
  const text = labels.length === 0 ? 'None' : labels.length <= 2 ? labels.join(', ') : plural(labels.length, 'value');
  const toggle = (value) => set(JSON.stringify(
    values.includes(value) ? values.filter((one) => one !== value) : [...values, value]));
  return h('div', { class: 'anchor' },
    h('button', { type: 'button', class: 'button', 'aria-haspopup': 'dialog', 'aria-expanded': String(open),
      'aria-label': `${nameOf(input)}: ${text}`, onClick: () => setOpen(!open) },
    h('bdi', { class: 'clip' }, text), h(Icon, { name: 'down' })),
    h(Popover, { open, onClose: () => setOpen(false), class: 'many', label: nameOf(input) },
      choices.map((one) => h('label', { key: one.value, class: 'check' },
        h('input', { type: 'checkbox', checked: values.includes(one.value), onChange: () => toggle(one.value) }),
        h('bdi', null, one.label)))));
}
