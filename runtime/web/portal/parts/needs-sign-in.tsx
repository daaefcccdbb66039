import { type ReactNode, useEffect } from 'react';
import type { SessionUser } from '../../shared/api-types.js';
import { go, here } from '../router/location.js';
import { useSession } from '../state/session.js';
import { Failure } from './failure.js';
import { Skeleton } from './skeleton.js';

/** A page for people who are signed in; others sign in first and come back. */
export function NeedsSignIn({ children }: { readonly children: (user: SessionUser) => ReactNode }): ReactNode {
  const { session, failure, refresh } = useSession();
  const user = session?.user ?? null;
  const mustSignIn = session !== undefined && user === null;
  useEffect(() => {
    if (mustSignIn) go(`/login?next=${encodeURIComponent(here())}`, { replace: true });
  }, [mustSignIn]);
  if (user !== null) return children(user);
  if (session === undefined && failure !== undefined) return <Failure error={failure} onRetry={() => void refresh()} />;
  return <Skeleton />;
}
