import type { ReactNode } from 'react';
import type { ApiText } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { useLang } from '../state/use-lang.js';

const TONES: Readonly<Record<string, 'good' | 'warn' | 'bad' | 'quiet'>> = {
  approved: 'good',
  delivered: 'good',
  closed: 'good',
  correction: 'warn',
  rectifying: 'warn',
  suspended: 'warn',
  rejected: 'bad',
  'not-accepted': 'bad',
  revoked: 'bad',
  withdrawn: 'quiet',
  terminated: 'quiet',
  cancelled: 'quiet',
};

/** The status of a case in the words of the office. */
export function StatusChip({ status, text }: { readonly status: string; readonly text: ApiText }): ReactNode {
  const { lang } = useLang();
  return (
    <span className="chip" data-tone={TONES[status]}>
      {textIn(text, lang)}
    </span>
  );
}
