// The search box: a plain text area with the same text in colours behind it, and what could come next below the caret.

import { h } from './lib/preact.js';
import { useEffect, useLayoutEffect, useRef, useState } from './lib/hooks.js';
import { commands, fields, functions, macros, reports } from './knowledge.js';
import { completionAt, tokens } from './spl.js';
import { quoted } from './searches.js';

const SHOWN = 8;
// What there are few of is offered before anything is typed.
const AT_ONCE = new Set(['value', 'macro', 'report']);

export function Editor({ value, onInput, onRun, fault }) {
  const area = useRef(null);
  const painted = useRef(null);
  const [offers, setOffers] = useState(null);
  const [chosen, setChosen] = useState(-1);

  useLayoutEffect(() => {
    area.current.style.height = 'auto';
    area.current.style.height = area.current.scrollHeight + 'px';
  }, [value]);

  useEffect(() => {
    const focus = (event) => {
      if (event.key === '/' && !/INPUT|TEXTAREA|SELECT/.test(document.activeElement.tagName)) {
        event.preventDefault();
        area.current.focus();
      }
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);

  const offer = async (forced) => {
    const { value: text, selectionStart: caret } = area.current;
    const asked = completionAt(text, caret);
    if (!asked || (!forced && !AT_ONCE.has(asked.kind) && asked.prefix === '')) {
      setOffers(null);
      return;
    }
    const list = await offersFor(asked, text);
    if (area.current && area.current.value === text && area.current.selectionStart === caret) {
      setChosen(-1);
      setOffers(list.length === 0 ? null : { ...asked, list, caret, ...below(painted.current, caret) });
    }
  };

  const accept = (one) => {
    const { from, caret, quotes, kind } = offers;
    const closed = (quotes && value[caret] === '"') || (kind === 'macro' && one.insert.endsWith('`') && value[caret] === '`');
    const rest = value.slice(caret + (closed ? 1 : 0));
    const text = one.insert ?? one.name;
    onInput(value.slice(0, from) + text + rest);
    setOffers(null);
    requestAnimationFrame(() => {
      area.current.focus();
      area.current.setSelectionRange(from + text.length, from + text.length);
    });
  };

  const onKeyDown = (event) => {
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      offer(true);
    } else if (offers && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((chosen + step + offers.list.length + (chosen < 0 && step < 0 ? 1 : 0)) % offers.list.length);
    } else if (offers && event.key === 'Escape') {
      event.stopPropagation();
      setOffers(null);
    } else if (offers && ((event.key === 'Tab' && !event.shiftKey) || (event.key === 'Enter' && chosen >= 0))) {
      event.preventDefault();
      accept(offers.list[Math.max(0, chosen)]);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      setOffers(null);
      onRun(area.current.value);
    }
  };

  return h('div', { class: 'editor' },
    h('pre', { class: 'painted', 'aria-hidden': 'true', ref: painted }, tokens(value).map(({ text, at, kind }) =>
      h('span', { key: at, class: 't-' + kind + (fault != null && fault >= at && fault < at + text.length ? ' t-fault' : '') }, text)), ' '),
    h('textarea', {
      ref: area, value, rows: 1, spellcheck: false, autocapitalize: 'off', autocomplete: 'off', 'aria-label': 'Search in SPL', placeholder: 'index=genops_ai | stats sum(genops.cost.total) by genops.team',
      'aria-autocomplete': 'list', 'aria-controls': offers ? 'offers' : undefined, 'aria-activedescendant': offers && chosen >= 0 ? 'offer-' + chosen : undefined, 'aria-invalid': fault != null ? 'true' : undefined,
      onInput: (event) => { onInput(event.target.value); offer(false); }, onKeyDown, onBlur: () => setTimeout(() => setOffers(null), 150), onClick: () => setOffers(null),
    }),
    offers && h('ul', { id: 'offers', class: 'offers', role: 'listbox', 'aria-label': 'Completions', style: { left: offers.left + 'px', top: offers.top + 'px' } },
      offers.list.map((one, i) => h('li', { key: one.name, id: 'offer-' + i, role: 'option', 'aria-selected': String(i === chosen), onPointerDown: (event) => { event.preventDefault(); accept(one); } },
        h('bdi', { class: 'offer-name' }, one.name), h('span', { class: 'offer-text' }, one.text)))));
}

async function offersFor(asked, text) {
  const index = /\bindex\s*=\s*"?([\w*-]+)/.exec(text)?.[1];
  const begins = (one) => String(one.name).toLowerCase().startsWith(asked.prefix.toLowerCase());
  const holds = (one) => String(one.name).toLowerCase().includes(asked.prefix.toLowerCase());
  const known = ['value', 'word'].includes(asked.kind) ? await fields(index).catch(() => []) : [];
  let list;
  if (asked.kind === 'command') {
    list = commands();
  } else if (asked.kind === 'macro') {
    list = (await macros().catch(() => [])).map((one) => ({ ...one, insert: one.name + (one.name.endsWith('(') ? '' : '`') }));
  } else if (asked.kind === 'report') {
    list = (await reports().catch(() => [])).map(({ name, text }) => ({ name, text, insert: plain(name) }));
  } else if (asked.kind === 'value') {
    list = (known.find((field) => field.name === asked.field)?.values ?? []).map(({ value, count }) => ({ name: String(value), insert: plain(value), text: count + '×' }));
  } else {
    const names = known.map((field) => ({ name: field.name, insert: asked.begun ? field.name : field.name + '=', text: field.values[0] ? 'such as ' + field.values[0].value : '' }));
    list = asked.begun ? [...names, ...functions()] : names;
  }
  const exact = list.filter((one) => begins(one) && one.name !== asked.prefix);
  return [...exact, ...list.filter((one) => !begins(one) && holds(one))].slice(0, SHOWN);
}

function plain(value) {
  return /^[\w.:-]+$/.test(String(value)) ? String(value) : quoted(value);
}

// Where the caret is: the painted text has the same letters in the same places.
function below(pre, caret) {
  const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
  let left = caret;
  let node = walker.nextNode();
  while (node && left > node.length) {
    left -= node.length;
    node = walker.nextNode();
  }
  const range = document.createRange();
  range.setStart(node ?? pre, node ? left : 0);
  range.collapse(true);
  const box = pre.getBoundingClientRect();
  const at = range.getClientRects()[0] ?? box;
  return { left: Math.max(0, Math.min(at.left - box.left, box.width - 260)), top: at.bottom - box.top + 6 };
}
