import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.js';
import type { BatchRow } from './operation-calls.js';

/** How far a batch is: a bar, its phase, and the counts by outcome. */
export function BatchProgress({ row }: { readonly row: BatchRow }): ReactNode {
  const { t } = useTexts();
  const { counts, phase, total } = row;
  const settled = counts.done + counts.skipped + counts.failed + counts.stopped;
  const { done, skipped, failed, stopped } = counts;
  const label = t(`batches.phase.${phase}`);
  return (
    <div className="yz-batch">
      <progress
        aria-label={label}
        {...(total === null ? {} : { value: settled, max: Math.max(total, 1) })}
        data-failed={failed > 0 || undefined}
      />
      <span>
        {label}
        {total !== null && ` · ${t('batches.of', { done: settled, total })}`}
      </span>
      <span className="yz-soft">{t('batches.counts', { done, skipped, failed, stopped })}</span>
    </div>
  );
}
