import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../texts/use-texts.js';
import type { RegisterPageReply, RegisterRow } from './register-calls.js';
import { columnsOf, titleOf, valueText } from '../../shared/row-values.js';

/** The rows of a register; heads with an order are buttons, the first column leads to the row. */
export function RegisterTable(props: {
  readonly page: RegisterPageReply;
  readonly rows: readonly RegisterRow[];
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}): ReactNode {
  const { lang, t } = useTexts();
  const { page, rows, sort } = props;
  const { schema, list } = page;
  const columns = columnsOf(schema, list.columns);
  const lead = columns[0] ?? page.keyProperty;
  return (
    <div className="yz-table-room">
      <table className="yz-table" aria-label={t('registers.rows')}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" aria-sort={orderOf(column, sort)}>
                {list.sorts?.includes(column) === true ? (
                  <button type="button" className="yz-sort" onClick={() => props.onSort(nextSort(column, sort))}>
                    {titleOf(schema, column)}
                    <span aria-hidden>{sort === column ? '▲' : sort === `-${column}` ? '▼' : '↕'}</span>
                  </button>
                ) : (
                  titleOf(schema, column)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.handle}>
              {columns.map((column) => {
                const text = valueText(page, column, row.values[column], lang);
                return (
                  <td key={column} data-head={titleOf(schema, column)}>
                    {column === lead ? (
                      <Link to={`/registers/${page.key}/${encodeURIComponent(row.handle)}`}>
                        {text === '' ? row.handle : text}
                      </Link>
                    ) : (
                      text
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function orderOf(column: string, sort: string): 'ascending' | 'descending' | undefined {
  if (sort === column) return 'ascending';
  return sort === `-${column}` ? 'descending' : undefined;
}

/** Ascending, then descending, then as the rows came. */
function nextSort(column: string, sort: string): string {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? '' : column;
}
