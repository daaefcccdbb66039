import type { ReactNode } from 'react';
import { clockText } from '../../shared/time-text.js';
import type { DraftState } from '../state/use-draft.js';
import { useLang } from '../state/use-lang.js';

/** Says whether what was filled in is safe. */
export function DraftLine({ draft }: { readonly draft: DraftState }): ReactNode {
  const { lang, tell } = useLang();
  let text = '';
  if (draft.state === 'saving') text = tell('apply.saving');
  if (draft.state === 'here') text = tell('apply.savedHere', { time: clockText(draft.at, lang) });
  if (draft.state === 'saved') text = tell('apply.savedAt', { time: clockText(draft.at, lang) });
  return (
    <p className="draft-line" data-state={draft.state} aria-live="polite">
      {text}
    </p>
  );
}
