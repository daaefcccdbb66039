import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { type ReactNode, useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { whenSignedOut } from '../../shared/request.js';
import { readSession, signOut } from '../api/calls.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { useTexts } from '../texts/use-texts.js';
import { LoginForm } from './login-form.js';
import { LoginPage } from './login-page.js';
import { isSignedOut, noteSignedOut, watchSignedOut } from './signed-out.js';
import { StaffProvider, type StaffSession } from './staff-user.js';
import { useLastUser } from './use-last-user.js';

/**
 * Lets signed-in staff through. When a session ends while a page is open, the page stays as it is under a dialog that asks to sign in
 * again, so nothing that was entered is lost; somebody else signing in there starts from a fresh page.
 */
export function SessionGate(props: { readonly children: ReactNode }): ReactNode {
  const { t } = useTexts();
  const cache = useQueryClient();
  const signedOut = useSyncExternalStore(watchSignedOut, isSignedOut);
  const session = useQuery({
    queryKey: ['session'],
    queryFn: readSession,
    staleTime: 60_000,
    refetchOnWindowFocus: 'always',
  });
  useEffect(() => whenSignedOut(() => noteSignedOut(true)), []);
  const user = session.data?.user ?? null;
  const page = useLastUser(user, signedOut);

  const entered = useCallback(async () => {
    const now = await cache.fetchQuery({ queryKey: ['session'], queryFn: readSession, staleTime: 0 });
    if (page !== null && now.user?.userId !== page.userId) cache.removeQueries({ predicate: isData });
    noteSignedOut(false);
    await cache.invalidateQueries({ predicate: isData });
  }, [cache, page]);
  const leave = useCallback(() => {
    void signOut().finally(() => {
      cache.removeQueries({ predicate: isData });
      void cache.invalidateQueries({ queryKey: ['session'] });
    });
  }, [cache]);

  const mode = session.data?.mode ?? 'office';
  const restored = session.data?.restored;
  const staff = useMemo<StaffSession | null>(
    () => (page === null ? null : { user: page, mode, ...(restored === undefined ? {} : { restored }) }),
    [page, mode, restored],
  );
  if (session.data === undefined) {
    if (session.isError) return <Failure error={session.error} onRetry={() => void session.refetch()} page />;
    return <Loading page />;
  }
  if (staff === null) return <LoginPage session={session.data} onDone={() => void entered()} onSignOut={leave} />;
  return (
    <StaffProvider value={staff} key={staff.user.userId}>
      {props.children}
      <Modal
        open={signedOut || user === null}
        title={t('login.again')}
        footer={null}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
        destroyOnHidden
      >
        <p className="yz-soft">{t('login.againHint')}</p>
        <LoginForm login={session.data} onDone={() => void entered()} />
      </Modal>
    </StaffProvider>
  );
}

function isData(query: { readonly queryKey: readonly unknown[] }): boolean {
  return query.queryKey[0] !== 'session';
}
