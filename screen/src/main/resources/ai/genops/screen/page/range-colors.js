// The colour of a single value, as Simple XML's options have it: `useColors`, `colorBy` (value or trend), `rangeValues`
// and `rangeColors` (one more than values; a value at a bound belongs below it), `colorMode` (none: the figure; block: what
// is behind it), `trendColorInterpretation` (inverse: less is good). With `rangeValueOf` the ranges are Dashboard Studio's, of
// the figure (majorValue) or of its change (trendValue), and a value at a bound belongs above it. Sources: Splunk's Simple XML
// Reference, "single"; Dashboard Studio, "Dynamic options syntax formatting functions".

const VALUES = [0, 30, 70, 100];
const COLORS = ['0x53a051', '0x0877a6', '0xf8be34', '0xf1813f', '0xdc4e41'];
const NAMED = { green: 0x53a051, blue: 0x0877a6, yellow: 0xf8be34, orange: 0xf1813f, red: 0xdc4e41 };
const GOOD = NAMED.green;
const BAD = NAMED.red;
const GROUNDS = { light: 0xffffff, dark: 0x1a1a21 };
const READABLE = 4.6; // WCAG asks for 4.5; what is mixed is rounded
const STEPS = 40;

// Null without one: colours are off, the value is no number, or nothing is known of before. Else `block` with the `text`
// that can be read on its `ground`, or without it the text for a light and a dark page; and which `range` it is in.
export function rangeColor(value, was, options) {
  const on = ['1', 'true'].includes(String(options.useColors ?? '').toLowerCase());
  const found = !on || typeof value !== 'number' ? null : options.rangeValueOf ? byStudio(value, was, options)
    : options.colorBy === 'trend' ? byTrend(value, was, options) : byValue(value, options);
  if (!found || found.color === null) {
    return null;
  }
  return { range: found.range, ...(options.colorMode === 'block'
    ? { block: true, ground: hex(found.color), text: textOn(found.color) }
    : { block: false, light: hex(readable(found.color, GROUNDS.light)), dark: hex(readable(found.color, GROUNDS.dark)) }) };
}

function byValue(value, options) {
  const bounds = options.rangeValues == null ? VALUES : numbers(options.rangeValues);
  const at = bounds.findIndex((bound) => value <= bound);
  const i = at < 0 ? bounds.length : at;
  const range = bounds.length === 0 ? '' : i === 0 ? `up to ${bounds[0]}` : i === bounds.length ? `above ${bounds.at(-1)}` : `above ${bounds[i - 1]}, up to ${bounds[i]}`;
  return { color: colorAt(i, options.rangeColors == null ? COLORS : list(options.rangeColors)), range };
}

function byStudio(value, was, options) {
  const ofChange = options.rangeValueOf === 'trendValue';
  if (ofChange && typeof was !== 'number') {
    return null;
  }
  const bounds = numbers(options.rangeValues);
  const at = bounds.findIndex((bound) => (ofChange ? value - was : value) < bound);
  const i = at < 0 ? bounds.length : at;
  const range = bounds.length === 0 ? '' : i === 0 ? `below ${bounds[0]}` : i === bounds.length ? `from ${bounds.at(-1)}` : `from ${bounds[i - 1]}, below ${bounds[i]}`;
  return { color: colorAt(i, list(options.rangeColors)), range: range && ofChange ? 'change ' + range : range };
}

function byTrend(value, was, options) {
  if (typeof was !== 'number' || value === was) {
    return null;
  }
  const good = (value > was) !== (options.trendColorInterpretation === 'inverse');
  return { color: good ? GOOD : BAD, range: value > was ? 'more than before' : 'less than before' };
}

// `[0, 30]`, `["0x53a051","#dc4e41"]`, or the same without brackets.
const list = (text) => String(text ?? '').replace(/^\s*\[|\]\s*$/g, '').split(',').map((one) => one.trim().replace(/^["']|["']$/g, '')).filter(Boolean);

const numbers = (text) => list(text).map(Number).filter(Number.isFinite);
const colorAt = (i, colors) => color(colors[Math.min(i, colors.length - 1)]);

// Null for what is no colour.
function color(text) {
  const digits = /^(?:0x|#)?([0-9a-f]{6})$/i.exec(text ?? '');
  return digits ? parseInt(digits[1], 16) : NAMED[String(text).toLowerCase()] ?? null;
}

const parts = (one) => [one >> 16 & 255, one >> 8 & 255, one & 255];
const hex = (one) => '#' + one.toString(16).padStart(6, '0');

// WCAG 2.2, "relative luminance" and "contrast ratio".
function luminance(one) {
  const [red, green, blue] = parts(one).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one, other) {
  const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

const textOn = (ground) => (contrast(ground, 0xffffff) >= contrast(ground, 0x000000) ? '#ffffff' : '#000000');

// The same colour, nearer to black or white until it can be read.
function readable(one, ground) {
  const end = luminance(ground) > 0.5 ? 0 : 255;
  const mixed = (step) => parts(one).reduce((all, part) => all * 256 + Math.round(part + (end - part) * step / STEPS), 0);
  const step = Array.from({ length: STEPS }, (_, i) => i).find((i) => contrast(mixed(i), ground) >= READABLE);
  return mixed(step ?? STEPS);
}
