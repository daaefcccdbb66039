import { type ReactNode, useState } from 'react';
import type { Lang } from '../types.js';
import { askPosition, type Position, type PositionFailure } from './ask-position.js';
import { POSITION_TEXTS } from './position-texts.js';

/** Beside the fields of a latitude and a longitude: fills them in from the device. Why it could not is said; typing stays possible. */
export function PositionButton(props: {
  readonly lang: Lang;
  readonly onFound: (position: Position) => void;
}): ReactNode {
  const { lang, onFound } = props;
  const [state, setState] = useState<'asking' | 'found' | PositionFailure>();
  const [metres, setMetres] = useState(0);
  const ask = async (): Promise<void> => {
    setState('asking');
    const answer = await askPosition();
    if (typeof answer === 'string') return setState(answer);
    onFound(answer);
    setMetres(Math.max(1, Math.round(answer.accuracy)));
    setState('found');
  };
  const isAsking = state === 'asking';
  return (
    <div className="fv-position">
      <button
        type="button"
        className="fv-button"
        aria-disabled={isAsking || undefined}
        onClick={() => {
          if (!isAsking) void ask();
        }}
      >
        {POSITION_TEXTS.use[lang]}
      </button>
      <p className="fv-hint" role="status" data-state={state}>
        {state !== undefined && POSITION_TEXTS[state][lang].replace('{m}', String(metres))}
      </p>
    </div>
  );
}
