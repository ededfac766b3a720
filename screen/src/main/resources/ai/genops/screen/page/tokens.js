// What a viewer chose, put into searches where `$token$` stands. A value that came from data is never more than a
// value: in quotes it cannot end them, elsewhere it is put into quotes. No page in here.

import { quoted } from './searches.js';

const TOKEN = /\$([\w.:-]+)(\|[snuh])?\$/g;
const PLAIN = /^[\w.*:@/+-]+$/;

const literal = (text) => ({ text, data: false });
const data = (text) => ({ text: String(text), data: true });

// Parts of which a token consists, by its name; those without a value are absent. `params` are the address's.
export function tokensOf(inputs, params) {
  const tokens = new Map();
  for (const [name, value] of params) {
    if (name.startsWith('form.')) {
      tokens.set(name.slice(5), [data(value)]);
    }
  }
  for (const input of inputs) {
    if (isTime(input)) {
      const { earliest, latest } = timeOf(input, params);
      tokens.set(input.token + '.earliest', [literal(earliest)]);
      tokens.set(input.token + '.latest', [literal(latest || 'now')]);
    } else {
      const parts = joined(input, chosen(input, params));
      if (parts) {
        tokens.set(input.token, parts);
      } else {
        tokens.delete(input.token);
      }
    }
  }
  return tokens;
}

export const isTime = (input) => input.type === 'time' || input.type === 'timerange';
export const isMany = (input) => input.type === 'multiselect' || input.type === 'checkbox';

export function timeOf({ token, defaults }, params) {
  return {
    earliest: params.get(`form.${token}.earliest`) ?? defaults[0] ?? '',
    latest: params.get(`form.${token}.latest`) ?? defaults[1] ?? '',
  };
}

// The values chosen of an input: a list, of one unless it takes many.
export function chosen(input, params) {
  const text = params.get('form.' + input.token);
  if (text == null) {
    return isMany(input) ? input.defaults.flatMap((one) => one.split(',')) : input.defaults.slice(0, 1);
  }
  return isMany(input) ? listOf(text) : text === '' && input.type !== 'text' ? [] : [text];
}

// Several values in an address: a list in JSON, or one value as somebody would write it by hand.
function listOf(text) {
  try {
    const list = JSON.parse(text);
    return Array.isArray(list) ? list.map(String) : [text];
  } catch {
    return text === '' ? [] : [text];
  }
}

function joined(input, values) {
  if (values.length === 0) {
    return null;
  }
  const own = new Set(input.choices.map((choice) => choice.value));
  const parts = values.flatMap((value, i) => [
    literal((i > 0 ? input.delimiter : '') + input.value_prefix),
    input.type === 'text' || own.has(value) ? literal(value) : data(value),
    literal(input.value_suffix)]);
  return [literal(input.prefix), ...parts, literal(input.suffix)];
}

// A search with its tokens in place: {text, missing: names without a value}.
export function fill(template, tokens) {
  return replaced(template, tokens, (parts, filter, before) => (filter === '|s' ? quoted(plain(parts))
    : filter === '|u' ? encodeURIComponent(plain(parts)) : written(parts, before)));
}

// A plain text, such as what a click sets a token to.
export function fillPlain(template, tokens) {
  return replaced(template, tokens, plain).text;
}

// An address: every value is one of its values.
export function fillAddress(template, tokens) {
  return replaced(template, tokens, (parts) => encodeURIComponent(plain(parts))).text;
}

function replaced(template, tokens, write) {
  const missing = [];
  let text = '';
  let from = 0;
  for (const match of template.matchAll(TOKEN)) {
    text += template.slice(from, match.index);
    const parts = tokens.get(match[1]);
    if (parts) {
      text += write(parts, match[2], text);
    } else {
      missing.push(match[1]);
      text += match[0];
    }
    from = match.index + match[0].length;
  }
  return { text: text + template.slice(from), missing: [...new Set(missing)] };
}

const plain = (parts) => parts.map((part) => part.text).join('');

function written(parts, before) {
  let text = '';
  for (const part of parts) {
    const inside = endsInQuotes(before + text);
    text += !part.data ? part.text
      : inside ? quoted(part.text).slice(1, -1) : PLAIN.test(part.text) ? part.text : quoted(part.text);
  }
  return text;
}

function endsInQuotes(text) {
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\' && inside) {
      i++;
    } else if (text[i] === '"') {
      inside = !inside;
    }
  }
  return inside;
}
