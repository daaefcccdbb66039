import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.js';
import type { Opened } from './cases-behind.js';
import { FIGURE_COLUMNS } from './figure-columns.js';
import type { Figures, Statistics } from '../../../wire/statistics.js';

/** The table of figures; numbers with cases behind them are buttons. */
export function FigureTable(props: {
  readonly data: Statistics;
  readonly onOpen: (opened: Opened) => void;
}): ReactNode {
  const { t, say } = useTexts();
  const { data } = props;
  return (
    <div className="yz-stat-scroll" role="region" aria-label={t('stat.table')} tabIndex={0}>
      <table className="yz-stat-table">
        <caption className="yz-unseen">{t('stat.table')}</caption>
        <thead>
          <tr>
            <td />
            {FIGURE_COLUMNS.map(({ text }) => (
              <th key={text} scope="col">
                {t(text)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.groups.map(({ key, label, figures }) => (
            <Line key={key} keyOf={key} label={say(label)} figures={figures} onOpen={props.onOpen} />
          ))}
        </tbody>
        <tfoot>
          <Line keyOf={undefined} label={t('stat.sum')} figures={data.total} onOpen={props.onOpen} />
        </tfoot>
      </table>
    </div>
  );
}

function Line(props: {
  readonly keyOf: string | undefined;
  readonly label: string;
  readonly figures: Figures;
  readonly onOpen: (opened: Opened) => void;
}): ReactNode {
  const { t } = useTexts();
  const { keyOf, label, figures } = props;
  return (
    <tr>
      <th scope="row">{label}</th>
      {FIGURE_COLUMNS.map(({ text, of, drill }) => {
        const shown = of(figures);
        return (
          <td key={text}>
            {drill === undefined || shown === '—' || shown === '0' ? (
              shown
            ) : (
              <button
                type="button"
                aria-label={`${shown}，${t('stat.drill', { label, figure: t(text) })}`}
                onClick={() => props.onOpen({ key: keyOf, label, drill, text })}
              >
                {shown}
              </button>
            )}
          </td>
        );
      })}
    </tr>
  );
}
