// SPL as text: its tokens, for colour and completion, and small changes to a query. No page in here.

import { COMMANDS } from './vocabulary.js';
import { term } from './searches.js';

const TOKEN = /"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|`[^`]*`?|\||\[|\]|\s+|[\w.:@*{}#$/-]+|./gsu;
const KEYWORD = /^(by|as|over|and|or|not|xor|in|like|where|output|outputnew)$/i;

// [{text, at, kind}]: together they are the text.
export function tokens(query) {
  const found = [];
  let first = false;
  for (const match of query.matchAll(TOKEN)) {
    const text = match[0];
    const at = match.index;
    const next = query.slice(at + text.length, at + text.length + 2).trimStart();
    let kind = 'plain';
    if (/^\s/.test(text)) {
      kind = 'space';
    } else if (text === '|' || text === '[' || text === ']') {
      kind = 'pipe';
    } else if (first && /^\w+$/.test(text)) {
      kind = 'command';
    } else if (text[0] === '"') {
      kind = 'string';
    } else if (text[0] === '`') {
      kind = 'macro';
    } else if (KEYWORD.test(text)) {
      kind = 'keyword';
    } else if (next.startsWith('(') && /^\w+$/.test(text)) {
      kind = 'function';
    } else if (/^-?\d/.test(text)) {
      kind = 'number';
    } else if (/^[=!<>]/.test(next) || text[0] === "'") {
      kind = 'field';
    }
    if (kind !== 'space') {
      first = text === '|' || (text === '[' && kind === 'pipe');
    }
    found.push({ text, at, kind });
  }
  return found;
}

// The commands after the first pipe, outside of brackets.
export function commandsOf(query) {
  let depth = 0;
  const found = [];
  for (const { text, kind } of tokens(query)) {
    depth += text === '[' && kind === 'pipe' ? 1 : text === ']' && kind === 'pipe' ? -1 : 0;
    if (kind === 'command' && depth === 0) {
      found.push(text.toLowerCase());
    }
  }
  return found;
}

const KEEPS_EVENTS = new Set(['search', 'where', 'regex', 'eval', 'rex', 'extract', 'kv', 'spath', 'head', 'tail', 'sort', 'reverse', 'dedup', 'rename', 'fillnull', 'lookup', 'fieldformat', 'convert', 'makemv']);

// Whether what comes out are events, so that they can be counted over time.
export function givesEvents(query) {
  return !query.trim().startsWith('|') && commandsOf(query).every((command) => KEEPS_EVENTS.has(command));
}

// The query with one more condition: before the first pipe where there is none yet, else as a command of its own, since
// what was computed on the way is not known earlier.
export function withTerm(query, field, value, not = false) {
  const one = (not ? 'NOT ' : '') + term(field, value);
  const text = query.trim();
  return commandsOf(text).length === 0 && !text.startsWith('|') ? (text + ' ' + one).trim() : text + ' | search ' + one;
}

// What could stand at a place: {kind, prefix, from, field?}.
export function completionAt(query, caret) {
  const before = query.slice(0, caret);
  const inString = (before.match(/(?<!\\)"/g) ?? []).length % 2 === 1;
  const macro = inString ? null : /^(?:[^`]|`[^`]*`)*`([^`(]*)$/.exec(before);
  if (macro) {
    return { kind: 'macro', prefix: macro[1], from: caret - macro[1].length };
  }
  const report = /\|\s*savedsearch\s+"?([^"|]*)$/i.exec(before);
  if (report) {
    return { kind: 'report', prefix: report[1], from: caret - report[1].length - (inString ? 1 : 0), quotes: inString };
  }
  const value = /([\w.:-]+)\s*!?=\s*"?([^"\s|=()]*)$/.exec(before);
  if (value) {
    return { kind: 'value', field: value[1], prefix: value[2], from: caret - value[2].length - (inString ? 1 : 0), quotes: inString };
  }
  if (inString) {
    return null;
  }
  const prefix = /[\w.:-]*$/.exec(before)[0];
  const ahead = before.slice(0, before.length - prefix.length);
  if (/[|[]\s*$/.test(ahead)) {
    return { kind: 'command', prefix, from: caret - prefix.length };
  }
  return { kind: 'word', prefix, from: caret - prefix.length, begun: commandsOf(before).length > 0 };
}

export function isCommand(name) {
  return name.toLowerCase() in COMMANDS;
}

// Where an error is, from the first line of the server's report: {message, place} with the place counted in characters.
export function placeOf(report, query) {
  const found = /^line (\d+), column (\d+): (.*)/.exec(report);
  if (!found) {
    return null;
  }
  const lines = query.split('\n').slice(0, Number(found[1]) - 1);
  return lines.reduce((sum, line) => sum + line.length + 1, 0) + Number(found[2]) - 1;
}
