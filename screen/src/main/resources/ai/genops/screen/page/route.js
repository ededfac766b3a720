// The address: which page, which time, which filters. Everything that a person may want to send to somebody is in it.

import { h } from './lib/preact.js';
import { useEffect, useState } from './lib/hooks.js';

const listeners = new Set();

function current() {
  return { path: location.pathname, params: new URLSearchParams(location.search) };
}

function changed() {
  listeners.forEach((listener) => listener(current()));
}

addEventListener('popstate', changed);

export function go(address, replace = false) {
  if (address === location.pathname + location.search) {
    return;
  }
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  changed();
}

// Sets what is given; null takes away. The rest stays.
export function setParams(changes, replace = false) {
  go(address(location.pathname, { ...Object.fromEntries(current().params), ...changes }), replace);
}

export function address(path, params) {
  const text = new URLSearchParams(Object.entries(params).filter(([, value]) => value != null && value !== '')).toString();
  return path + (text ? '?' + text : '');
}

export function useRoute() {
  const [route, setRoute] = useState(current);
  useEffect(() => {
    listeners.add(setRoute);
    return () => listeners.delete(setRoute);
  }, []);
  return route;
}

// A link that stays in the page, unless somebody wants a new tab.
export function Link({ to, children, ...rest }) {
  const follow = (event) => {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      go(to);
      scrollTo(0, 0);
    }
  };
  return h('a', { href: to, onClick: follow, ...rest }, children);
}
