import type { ReactNode } from 'react';
import { clockText } from '../../shared/time-text.js';
import { useTexts } from '../texts/use-texts.js';
import type { DraftState } from './use-draft.js';

/** Says quietly what became of the draft. */
export function DraftLine(props: {
  readonly state: DraftState;
  readonly restoredAt: string | number | undefined;
}): ReactNode {
  const { t, lang } = useTexts();
  const { state, restoredAt } = props;
  const text =
    state.kind === 'saving'
      ? t('draft.saving')
      : state.kind === 'failed'
        ? t('draft.failed')
        : state.kind === 'saved'
          ? t('draft.saved', { time: clockText(state.at, lang) })
          : restoredAt !== undefined
            ? t('draft.restored', { time: clockText(restoredAt, lang) })
            : '';
  return (
    <p className="yz-draft-line" role="status" data-state={state.kind}>
      {text}
    </p>
  );
}
