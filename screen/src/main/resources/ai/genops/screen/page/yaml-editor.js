// A text area for a file, with the numbers of its lines, and what is wrong beside the line that it is wrong with.

import { h } from './lib/preact.js';
import { useRef } from './lib/hooks.js';

const INDENT = '  ';
const MOST = 12;

// A hint that only points to the place, which is drawn already.
const DRAWN = /^\s*\^\s*$/m;

// `problems` are the server's of this very text.
export function YamlEditor({ value, onInput, onRun, problems, label }) {
  const behind = useRef(null);
  const numbers = useRef(null);
  const lines = value.split('\n');
  const at = new Map();
  problems.forEach((problem) => at.set(problem.line, [...(at.get(problem.line) ?? []), problem]));
  const follow = ({ target }) => {
    behind.current.style.transform = `translate(${-target.scrollLeft}px, ${-target.scrollTop}px)`;
    numbers.current.style.transform = `translateY(${-target.scrollTop}px)`;
  };
  const onKeyDown = (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      indent(event, onInput);
    }
  };
  return h('div', { class: 'yaml' },
    h('div', { class: 'yaml-numbers', 'aria-hidden': 'true' }, h('div', { ref: numbers }, lines.map((_, i) =>
      h('div', { key: i, class: at.has(i + 1) ? worst(at.get(i + 1)) : '' }, i + 1)))),
    h('div', { class: 'yaml-text' },
      h('pre', { class: 'yaml-behind', 'aria-hidden': 'true' }, h('div', { ref: behind }, lines.map((line, i) =>
        h('div', { key: i, class: at.has(i + 1) ? 'marked ' + worst(at.get(i + 1)) : '' }, line || ' ',
          at.has(i + 1) && h('span', { class: 'lens' },
            at.get(i + 1).map((problem) => problem.text).join(' · ')))))),
      h('textarea', { value, wrap: 'off', spellcheck: false, autocapitalize: 'off', autocomplete: 'off',
        'aria-label': label, 'aria-describedby': 'problems', onKeyDown,
        onInput: (event) => onInput(event.target.value), onScroll: follow })));
}

const worst = (problems) => (problems.some((one) => one.severity === 'error') ? 'bad' : 'warn');

// A new line begins where the one before it does, deeper after a colon.
function indent(event, onInput) {
  const { value, selectionStart: from, selectionEnd: to } = event.target;
  const line = value.slice(value.lastIndexOf('\n', from - 1) + 1, from);
  const space = /^\s*/.exec(line)[0] + (/:\s*$/.test(line) ? INDENT : '');
  event.preventDefault();
  const area = event.target;
  onInput(value.slice(0, from) + '\n' + space + value.slice(to));
  requestAnimationFrame(() => area.setSelectionRange(from + 1 + space.length, from + 1 + space.length));
}

// The same problems in words, each below its line, for those who do not see the colours.
export function Problems({ problems, file, text, id = 'problems' }) {
  const lines = text.split('\n');
  const own = [...problems].sort((a, b) => (b.file === file) - (a.file === file));
  return h('ul', { id, class: 'problems', 'aria-live': 'polite' }, own.slice(0, MOST).map((one, i) =>
    h('li', { key: i, class: one.severity === 'error' ? 'bad' : 'warn' },
      one.file === file && one.line > 0 && h('pre', { 'aria-hidden': 'true' },
        `${String(one.line).padStart(4)}  ${(lines[one.line - 1] ?? '').slice(0, 200)}\n      `
        + ' '.repeat(Math.min(200, Math.max(0, one.column - 1))) + '^'),
      h('p', null, h('b', null, place(one)), ' ', h('bdi', null, one.text)),
      one.hint && !DRAWN.test(one.hint) && h('p', { class: 'muted' }, h('bdi', null, one.hint)))),
  own.length > MOST && h('li', null, `${own.length - MOST} more; mend the first ones, and most of them go.`));
}

function place({ file, line, column }) {
  return line > 0 ? `${file}, line ${line}${column > 0 ? ', column ' + column : ''}:` : `${file}:`;
}
