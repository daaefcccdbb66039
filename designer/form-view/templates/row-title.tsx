import { createContext, type ReactNode, useContext } from 'react';
import { tell } from '../texts.js';
import type { Lang } from '../types.js';

/** Where a row stands: title of its list and its number from 1. */
export interface RowPlace {
  readonly title: string;
  readonly number: number;
  readonly lang: Lang;
}

/** The place of the row around a field. */
export const RowContext = createContext<RowPlace>({ title: '', number: 0, lang: 'zh' });

/** The heading of a row, for example `从业人员 2`. */
export function RowTitle(): ReactNode {
  const { title, number, lang } = useContext(RowContext);
  return <>{tell(lang, 'row', { title, n: number })}</>;
}
