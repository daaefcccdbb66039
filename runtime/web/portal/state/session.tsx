import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { Session } from '../../shared/api-types.js';
import { request, whenSignedOut } from '../../shared/request.js';
import { go, here } from '../router/location.js';

/** Who is signed in, as far as known. `session` is undefined until the server has answered for the first time. */
export interface SessionState {
  readonly session: Session | undefined;
  readonly failure: unknown;
  refresh(): Promise<void>;
  signIn(login: string, password: string): Promise<Session['user']>;
  signOut(): Promise<void>;
}

const SessionContext = createContext<SessionState | undefined>(undefined);

/** The session around a page. */
export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (state === undefined) throw new Error('no session around this page');
  return state;
}

/** Asks who is signed in, and brings people who were signed out to the sign-in page and back. */
export function SessionProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [session, setSession] = useState<Session>();
  const [failure, setFailure] = useState<unknown>();
  const refresh = useCallback(async () => {
    try {
      setSession(await request<Session>('/api/session'));
      setFailure(undefined);
    } catch (error) {
      setFailure(error);
    }
  }, []);
  useEffect(() => {
    void refresh();
  }, [refresh]);
  useEffect(() => {
    whenSignedOut(() => {
      const path = here();
      setSession((before) => (before === undefined ? before : { ...before, user: null }));
      if (!path.startsWith('/login')) go(`/login?again=1&next=${encodeURIComponent(path)}`, { replace: true });
    });
  }, []);
  const signIn = useCallback(
    async (login: string, password: string) => {
      const { user } = await request<{ user: Session['user'] }>('/api/session', {
        method: 'POST',
        body: { login, password },
      });
      await refresh();
      return user;
    },
    [refresh],
  );
  const signOut = useCallback(async () => {
    await request('/api/session', { method: 'DELETE' });
    await refresh();
  }, [refresh]);
  const state = useMemo(
    () => ({ session, failure, refresh, signIn, signOut }),
    [session, failure, refresh, signIn, signOut],
  );
  return <SessionContext value={state}>{children}</SessionContext>;
}
