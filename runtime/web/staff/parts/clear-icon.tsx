import { CloseCircleFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.js';
import { Icon } from './icon.js';

/** What clears a field, named in the reader's language. */
export function ClearIcon(): ReactNode {
  const { t } = useTexts();
  return (
    <>
      <Icon of={CloseCircleFilled} />
      <span className="yz-unseen">{t('common.clear')}</span>
    </>
  );
}
