import type { ReactNode } from 'react';
import { choicesOf, type Choice } from '../schema/options.js';
import type { Lang } from '../types.js';
import { leavesGroup, type WidgetProps } from './widget-props.js';

const LEVELS: readonly Readonly<Record<Lang, string>>[] = [
  { zh: '非常不满意', en: 'Very poor' },
  { zh: '不满意', en: 'Poor' },
  { zh: '基本满意', en: 'Fair' },
  { zh: '满意', en: 'Good' },
  { zh: '非常满意', en: 'Very good' },
];

/** The five levels of 好差评, best first. Nothing is chosen beforehand: no rating is no score. */
export function RatingWidget(props: WidgetProps): ReactNode {
  const { id, value, onChange, around } = props;
  const own = choicesOf(props.schema);
  const levels: readonly Choice[] =
    own ?? LEVELS.map((level, index) => ({ value: index + 1, label: level[around.lang] }));
  const ordered = [...levels].sort((a, b) => Number(b.value) - Number(a.value));
  const picked = ordered.findIndex((level) => level.value === value);
  return (
    <div className="fv-rating">
      {ordered.map((level, index) => (
        <label key={String(level.value)} className="fv-level">
          <input
            type="radio"
            id={index === Math.max(picked, 0) ? id : `${id}__${index}`}
            name={id}
            checked={picked === index}
            onChange={() => onChange(level.value)}
            onFocus={props.onFocus}
            onBlur={(event) => leavesGroup(event) && props.onBlur()}
          />
          <span className="fv-stars" aria-hidden="true">
            {'★'.repeat(Number(level.value) || 5 - index)}
          </span>
          <span>{level.label}</span>
        </label>
      ))}
    </div>
  );
}
