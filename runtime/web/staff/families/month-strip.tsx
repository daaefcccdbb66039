import type { ReactNode } from 'react';
import { inLanguage } from '../../shared/in-language.js';
import { valueText } from '../../shared/row-values.js';
import { useTexts } from '../texts/use-texts.js';
import type { RegisterRows } from './family-calls.js';
import { lastMonths, toneOf } from './family-timeline.js';

/** The visits of the last twelve months, one cell for each; a month that was missed is red. */
export function MonthStrip({ visits, today }: { readonly visits: RegisterRows; readonly today: string }): ReactNode {
  const { t, lang } = useTexts();
  const local = inLanguage(visits, lang);
  const byMonth = new Map(visits.rows.map(({ values }) => [String(values['month']), values]));
  return (
    <ol className="yz-months">
      {lastMonths(today).map((month) => {
        const values = byMonth.get(month);
        const state = values === undefined ? t('family.month.none') : valueText(local, 'state', values['state'], lang);
        return (
          <li key={month} data-tone={values === undefined ? 'none' : toneOf(values['state'])}>
            <span className="yz-month-name">{month}</span>
            <span>{state}</span>
          </li>
        );
      })}
    </ol>
  );
}
