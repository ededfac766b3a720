// Start reading here: the frame around every page. Which page belongs to an address: pages.js.

import { h, render } from './lib/preact.js';
import { useEffect, useState } from './lib/hooks.js';
import { useConnection } from './api.js';
import { Empty, Skeleton } from './parts.js';
import { Link, useRoute } from './route.js';
import { may, pageAt } from './pages.js';
import { useSession } from './session.js';
import { LoginPage, SessionEnded } from './login.js';
import { Sidebar } from './sidebar.js';

function App() {
  const { path, params } = useRoute();
  const { session, nobody } = useSession();
  const { found, id } = pageAt(path) ?? {};
  useEffect(() => {
    document.title = (found ? (id ? id + ' · ' : '') + found.name : 'Not found') + ' · GenOps';
  }, [path]);
  if (nobody && !session) {
    return h(LoginPage);
  }
  return h('div', { class: 'app' },
    nobody && h(SessionEnded, { user: session.user }),
    h('a', { class: 'skip', href: '#main' }, 'Skip to content'),
    h(Sidebar, { found, params, session }),
    h('main', { id: 'main', tabIndex: -1 }, h(Banner), h(Shown, { found, id, params, session })));
}

function Shown({ found, id, params, session }) {
  if (!found) {
    return h('div', { class: 'page' }, h('h1', null, 'Not found'), h(Empty, { title: 'There is no such page' }, h(Link, { to: '/' }, 'Go to Home')));
  }
  if (session && !may(session, found)) {
    return h('div', { class: 'page' }, h('h1', null, found.name), h(Empty, { title: `“${found.name}” is not for ${session.user}` }, 'It takes another role: ', h('code', null, './genops token create'), ' makes tokens with one.'));
  }
  if (!session && found.needs) {
    return h('div', { class: 'page' }, h('h1', null, found.name), h(Skeleton, { lines: 10 }));
  }
  return h(id ? found.one : found.page, { key: found.path, id, params, session });
}

// Says that the server is away, and for a moment that it is back.
function Banner() {
  const { lost, returns, updated } = useConnection();
  const [back, setBack] = useState(false);
  useEffect(() => {
    if (returns === 0) {
      return undefined;
    }
    setBack(true);
    const timer = setTimeout(() => setBack(false), 4000);
    return () => clearTimeout(timer);
  }, [returns]);
  const text = lost
    ? 'Connection lost. What you see is from before; trying again every 2 seconds.'
    : updated ? 'GenOps was updated while this page was open.' : back ? 'Connected again.' : '';
  return h('div', { role: 'status', class: 'banner ' + (lost ? 'bad' : text ? 'good' : 'none') },
    text, updated && !lost && h('button', { type: 'button', class: 'button', onClick: () => location.reload() }, 'Reload'));
}

render(h(App), document.getElementById('app'));
