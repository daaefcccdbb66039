import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { instantText } from '../../shared/time-text.js';
import { useTexts } from '../texts/use-texts.js';
import type { GivenSignature } from './joint-form.js';

/** Says who has signed a joint form already, and what that means for its content. */
export function JointNote({ others }: { readonly others: readonly GivenSignature[] }): ReactNode {
  const { t, lang } = useTexts();
  if (others.length === 0) return <p className="yz-soft yz-gap-below">{t('joint.first')}</p>;
  return others.map(({ userId, name, signedAt }) => (
    <Alert
      key={userId}
      type="info"
      showIcon
      className="yz-gap-below"
      title={t('joint.signed', { name, time: instantText(signedAt, lang) })}
    />
  ));
}
