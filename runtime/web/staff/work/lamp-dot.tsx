import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import type { Lamp } from '../api/types.js';
import { useTexts } from '../texts/use-texts.js';
import { lampLines, type Timed } from './lamp-sum.js';

/**
 * The lamp of a time limit: colour, a shape of its own for each level, and the sum on pointing or focus. Screen readers get the sum as
 * the name of the button.
 */
export function LampDot(props: { readonly timed: Timed }): ReactNode {
  const texts = useTexts();
  const lines = lampLines(props.timed, texts);
  return (
    <Tooltip
      trigger={['hover', 'focus']}
      placement="bottomLeft"
      title={
        <span className="yz-lamp-sum">
          {lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      }
    >
      <button
        type="button"
        className="yz-lamp"
        aria-label={lines.join(texts.lang === 'zh' ? '，' : ', ')}
        data-lamp={props.timed.lamp ?? 'none'}
      >
        <LampShape lamp={props.timed.lamp ?? null} />
      </button>
    </Tooltip>
  );
}

/** Circle, triangle, diamond, square: green, yellow, red, black. A dash where nothing is counted. */
export function LampShape(props: { readonly lamp: Lamp | null }): ReactNode {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" className={`yz-lamp-${props.lamp ?? 'none'}`}>
      {props.lamp === 'green' && <circle cx="8" cy="8" r="5.5" />}
      {props.lamp === 'yellow' && <path d="M8 1.5 15 14H1z" />}
      {props.lamp === 'red' && <path d="M8 .8 15.2 8 8 15.2.8 8z" />}
      {props.lamp === 'black' && <rect x="2" y="2" width="12" height="12" rx="1" />}
      {props.lamp === null && <path d="M3 8h10" />}
    </svg>
  );
}
