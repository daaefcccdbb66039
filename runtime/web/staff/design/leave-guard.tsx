import { Modal } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useBlocker } from 'react-router';
import { useDesignTexts } from './design-texts.js';

/** Asks before a package with unpublished changes is left. They stay on this device either way, and the question says so. */
export function LeaveGuard({ isDirty, root }: { readonly isDirty: boolean; readonly root: string }): ReactNode {
  const { d } = useDesignTexts();
  const blocker = useBlocker(({ nextLocation }) => isDirty && !isWithin(nextLocation.pathname, root));
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
  return (
    <Modal
      open={blocker.state === 'blocked'}
      title={d('leaveAsk')}
      okText={d('leave')}
      cancelText={d('stay')}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
      width={440}
    >
      <p>{d('leaveHint')}</p>
    </Modal>
  );
}

function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}
