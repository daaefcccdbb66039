import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { failureSentence } from '../../shared/problem.js';
import { QrCode } from '../../shared/qr-code.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { useToast } from '../parts/use-toast.js';
import { useReturnFocus } from '../parts/use-return-focus.js';
import { useTexts } from '../texts/use-texts.js';
import { noteDelivery, type RouteStop, showLink } from './vote-calls.js';

/** Shows the code of a unit's ballot to its owner, and notes the delivery when it was scanned. */
export function LinkDialog(props: {
  readonly voteId: string;
  readonly stop: RouteStop;
  readonly onDone: (stop: RouteStop) => void;
  readonly onClose: () => void;
}): ReactNode {
  useReturnFocus();
  const { voteId, stop } = props;
  const { t, lang } = useTexts();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const link = useQuery({
    queryKey: ['vote-link', voteId, stop.unit],
    queryFn: () => showLink(voteId, stop.unit),
    staleTime: Infinity,
    gcTime: 0,
  });
  const done = async (): Promise<void> => {
    setBusy(true);
    try {
      props.onDone(await noteDelivery(voteId, stop.unit, { how: 'link', proof: {} }));
    } catch (error) {
      toast.error(failureSentence(error, lang));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('delivery.linkOne', { part: stop.parts.join('、') })}
      footer={null}
      onCancel={props.onClose}
      destroyOnHidden
    >
      <p className="yz-soft">{t('delivery.linkHint')}</p>
      {link.isError && <Failure error={link.error} onRetry={() => void link.refetch()} />}
      {link.data === undefined && !link.isError && <Loading rows={3} />}
      {link.data !== undefined && (
        <div className="yz-link-code">
          <QrCode text={link.data.url} label={t('delivery.linkLabel')} />
        </div>
      )}
      {stop.delivered === undefined && link.data !== undefined && (
        <Button type="primary" block loading={isBusy} onClick={() => void done()}>
          {t('delivery.linkDone')}
        </Button>
      )}
    </Modal>
  );
}
