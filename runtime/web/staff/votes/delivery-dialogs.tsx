import { type ReactNode, useState } from 'react';
import { useTexts } from '../texts/use-texts.js';
import { FormDialog, fileIn, textIn } from './form-dialog.js';
import { deliverByNotice, noteDelivery, noteVisit, type RouteStop } from './vote-calls.js';
import { DELIVERY_FORM, NOTICE_FORM, VISIT_FORM } from './vote-forms.js';

interface StopDialog {
  readonly voteId: string;
  readonly stop: RouteStop;
  readonly onDone: (stop: RouteStop) => void;
  readonly onClose: () => void;
}

/** Notes that a ballot was handed over or posted. */
export function DeliverDialog({ voteId, stop, onDone, onClose }: StopDialog): ReactNode {
  const { t } = useTexts();
  return (
    <FormDialog
      title={t('delivery.noteOne', { part: stop.parts.join('、') })}
      form={DELIVERY_FORM}
      document={{ how: 'in-person' }}
      submit={t('delivery.save')}
      onClose={onClose}
      onSend={async (entered) => {
        const isPost = entered['how'] === 'post';
        const [photo, signature] = [fileIn(entered, 'photo'), fileIn(entered, 'signature')];
        const [receiver, trackingNo] = [textIn(entered, 'receiver'), textIn(entered, 'trackingNo')];
        const proof = isPost
          ? { ...(trackingNo === undefined ? {} : { trackingNo }) }
          : {
              ...(photo === undefined ? {} : { photo }),
              ...(signature === undefined ? {} : { signature }),
              ...(receiver === undefined ? {} : { receiver }),
            };
        onDone(await noteDelivery(voteId, stop.unit, { how: isPost ? 'post' : 'in-person', proof }));
      }}
    />
  );
}

/** Notes a visit that found nobody. */
export function MissedDialog({ voteId, stop, onDone, onClose }: StopDialog): ReactNode {
  const { t } = useTexts();
  const [key] = useState(() => crypto.randomUUID());
  return (
    <FormDialog
      title={t('delivery.missedOne', { part: stop.parts.join('、') })}
      form={VISIT_FORM}
      submit={t('delivery.save')}
      onClose={onClose}
      onSend={async (entered) => {
        const photo = fileIn(entered, 'photo');
        const visit = { note: textIn(entered, 'note') ?? '', ...(photo === undefined ? {} : { photo }) };
        onDone(await noteVisit(voteId, stop.unit, visit, key));
      }}
    />
  );
}

/** Delivers by notice to all units that were visited twice for nothing. */
export function NoticeDialog(props: {
  readonly voteId: string;
  readonly onDone: (units: number) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTexts();
  return (
    <FormDialog
      title={t('delivery.how.notice')}
      hint={t('delivery.byNoticeHint')}
      form={NOTICE_FORM}
      submit={t('delivery.save')}
      onClose={props.onClose}
      onSend={async (entered) => {
        const notice = { photo: fileIn(entered, 'photo') ?? '', smsSent: entered['smsSent'] === true };
        props.onDone((await deliverByNotice(props.voteId, notice)).units.length);
      }}
    />
  );
}
