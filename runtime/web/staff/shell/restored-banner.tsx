import { Alert, Button } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { releaseRestored } from '../api/calls.js';
import { whenText } from '../parts/when-text.js';
import { useStaff } from '../session/staff-user.js';
import { useTexts } from '../texts/use-texts.js';

/** Says that the office was restored from a backup and rests; a system administrator lets it go on. Nothing in an office that works. */
export function RestoredBanner(): ReactNode {
  const { t, lang } = useTexts();
  const { user, restored } = useStaff();
  const cache = useQueryClient();
  const release = useMutation({
    mutationFn: releaseRestored,
    onSettled: () => cache.invalidateQueries({ queryKey: ['session'] }),
  });
  if (restored === undefined) return null;
  return (
    <Alert
      className="yz-restored"
      banner
      type="warning"
      showIcon
      title={t('app.restored', { time: whenText(restored.backupAt, lang) })}
      action={
        user.roles.includes('sysadmin') && (
          <Button size="small" loading={release.isPending} onClick={() => release.mutate()}>
            {t('app.restoredRelease')}
          </Button>
        )
      }
    />
  );
}
