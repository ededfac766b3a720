// How something is, as a dot and a word; never by colour alone.

import { h } from './lib/preact.js';

const TONES = { ready: 'good', 'backing off': 'warn', paused: 'warn', 'circuit open': 'bad', down: 'bad', alert: 'bad', idle: 'plain',
  firing: 'bad', failed: 'bad', silenced: 'warn', ok: 'good', active: 'good', intact: 'good', broken: 'bad', expired: 'warn' };

export function configured(destination) {
  return destination.available;
}

export function toneOf(state) {
  return TONES[state] ?? 'plain';
}

export function State({ state, text = state }) {
  return h('span', { class: 'state ' + toneOf(state) }, h('i', { 'aria-hidden': 'true' }), text);
}
