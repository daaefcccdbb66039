import { useQuery } from '@tanstack/react-query';
import { Modal, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { useReturnFocus } from '../parts/use-return-focus.js';
import { useTexts } from '../texts/use-texts.js';
import { type BatchRow, type ItemOutcome, readBatchItems } from './operation-calls.js';

const OUTCOMES: readonly (ItemOutcome | 'all')[] = ['all', 'failed', 'skipped', 'done', 'open', 'stopped'];

/** What became of the targets of a batch; those that failed first, when there are any. */
export function BatchItems({ batch, onClose }: { readonly batch: BatchRow; readonly onClose: () => void }): ReactNode {
  useReturnFocus();
  const { t } = useTexts();
  const [outcome, setOutcome] = useState<ItemOutcome | 'all'>(batch.counts.failed > 0 ? 'failed' : 'all');
  const items = useQuery({
    queryKey: ['batch', batch.batchId, outcome],
    queryFn: () => readBatchItems(batch.batchId, outcome),
  });
  return (
    <Modal open width={640} footer={null} title={t(`batches.kind.${batch.kind}`)} onCancel={onClose}>
      <Select
        className="yz-gap-below"
        aria-label={t('batches.outcome')}
        value={outcome}
        options={OUTCOMES.map((one) => ({ value: one, label: t(`batches.outcome.${one}`) }))}
        onChange={setOutcome}
      />
      {items.isError && <Failure error={items.error} onRetry={() => void items.refetch()} />}
      {items.isPending && <Loading rows={4} />}
      {items.data?.length === 0 && <p className="yz-soft">{t('batches.noItems')}</p>}
      {items.data !== undefined && items.data.length > 0 && (
        <ul className="yz-batch-items">
          {items.data.map((item) => (
            <li key={item.target}>
              <span>{item.caseNumber}</span>
              <span data-outcome={item.outcome}>{t(`batches.outcome.${item.outcome}`)}</span>
              <span className="yz-soft">{item.code ?? ''}</span>
            </li>
          ))}
        </ul>
      )}
    </Modal>
  );
}
