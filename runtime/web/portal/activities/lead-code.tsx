import type { ReactNode } from 'react';
import type { PresenceAct } from '../../../wire/activities.js';
import { instantText } from '../../shared/time-text.js';
import { QrCode } from '../../shared/qr-code.js';
import { type Led, useOfficeTime } from './use-lead.js';
import { useActivityTexts } from './use-activity-texts.js';
import { useWakeLock } from './use-wake-lock.js';

const MINUTE_MS = 60_000;

/** The code that volunteers scan now. It changes by itself; codes that were told ahead last while the network is away. */
export function LeadCode({ led, act }: { readonly led: Led; readonly act: PresenceAct }): ReactNode {
  const { lang, say } = useActivityTexts();
  const { view, ahead, isOffline } = led;
  const now = useOfficeTime(ahead);
  useWakeLock(view.isOpen);
  const codes = view.codes[act];
  const code = codes.find((one) => Date.parse(one.from) <= now && now < Date.parse(one.until));
  const left = Math.max(0, Date.parse(codes.at(-1)?.until ?? view.now) - now);
  if (!view.isOpen) {
    const isBefore = now < Date.parse(view.opensAt);
    return (
      <p className="notice calm">
        {isBefore ? say('lead.notYet', { time: instantText(view.opensAt, lang) }) : say('lead.over')}
      </p>
    );
  }
  return (
    <div className="lead-code">
      {isOffline && (
        <p className="notice warn" role="status">
          {code === undefined ? say('lead.noCode') : say('lead.offline', { n: Math.floor(left / MINUTE_MS) })}
        </p>
      )}
      {code !== undefined && (
        <>
          <p className="lead-scan">{say('lead.scan')}</p>
          <QrCode text={code.url} label={say(act === 'in' ? 'lead.qrIn' : 'lead.qrOut')} />
          <p className="fine number" aria-hidden="true">
            {say('lead.changes', { n: Math.max(0, Math.ceil((Date.parse(code.until) - now) / 1000)) })}
          </p>
        </>
      )}
    </div>
  );
}
