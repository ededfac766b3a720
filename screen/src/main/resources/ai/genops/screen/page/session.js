// Who looks at the page, and what they may. The server decides at every request; this only hides what it would refuse.

import { useEffect, useState } from './lib/hooks.js';
import { json, useConnection } from './api.js';

// {user, roles, admin, content, spend, indexes, csrf}; null until it is known, and while nobody is logged in.
export function useSession() {
  const { returns, logins, nobody } = useConnection();
  const [session, setSession] = useState(null);
  useEffect(() => {
    let here = true;
    json('/api/session').then((found) => here && setSession(found)).catch(() => {});
    return () => { here = false; };
  }, [returns, logins]);
  return { session, nobody };
}

export async function logOut() {
  await json('/api/session/end', { body: {} });
  location.assign('/');
}
