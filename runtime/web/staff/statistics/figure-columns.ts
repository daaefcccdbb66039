import type { TextKey } from '../texts/catalogue.js';
import type { Figures, Share } from '../../../wire/statistics.js';

/** Figures whose cases the server shows. */
export type Drill =
  'received' | 'inHand' | 'closed' | 'overdue' | 'late' | 'corrected' | 'rejected' | 'visited' | 'bad';

/** A column of the table; `drill`: the number leads to its cases. */
export interface FigureColumn {
  readonly text: TextKey;
  readonly of: (figures: Figures) => string;
  readonly drill?: Drill;
}

const plain = (value: number | null): string => (value === null ? '—' : String(value));

/** A share in percent; a dash where nothing was measured. */
export function percentText({ n, of }: Share): string {
  return of === 0 ? '—' : `${((100 * n) / of).toFixed(n === of || n === 0 ? 0 : 1)}%`;
}

/** The columns, in the order of the Excel sheet. */
export const FIGURE_COLUMNS: readonly FigureColumn[] = [
  { text: 'stat.received', of: ({ received }) => plain(received), drill: 'received' },
  { text: 'stat.accepted', of: ({ accepted }) => plain(accepted) },
  { text: 'stat.inHand', of: ({ inHand }) => plain(inHand), drill: 'inHand' },
  { text: 'stat.closed', of: ({ closed }) => plain(closed), drill: 'closed' },
  { text: 'stat.onTimePromised', of: ({ onTimePromised }) => percentText(onTimePromised) },
  { text: 'stat.onTimeLegal', of: ({ onTimeLegal }) => percentText(onTimeLegal), drill: 'late' },
  { text: 'stat.meanDays', of: ({ meanDays }) => plain(meanDays) },
  { text: 'stat.p90Days', of: ({ p90Days }) => plain(p90Days) },
  { text: 'stat.firstTime', of: ({ firstTime }) => percentText(firstTime), drill: 'corrected' },
  { text: 'stat.corrections', of: ({ correctionsPerCase }) => plain(correctionsPerCase) },
  { text: 'stat.online', of: ({ online }) => percentText(online) },
  { text: 'stat.zeroVisit', of: ({ zeroVisit }) => percentText(zeroVisit), drill: 'visited' },
  { text: 'stat.rejected', of: ({ rejected }) => percentText(rejected), drill: 'rejected' },
  { text: 'stat.overdue', of: ({ overdue }) => plain(overdue), drill: 'overdue' },
  { text: 'stat.ratings', of: ({ ratings }) => plain(ratings), drill: 'bad' },
  { text: 'stat.participation', of: ({ participation }) => percentText(participation) },
  { text: 'stat.satisfied', of: ({ satisfied }) => percentText(satisfied) },
  { text: 'stat.badFixed', of: ({ badFixed }) => percentText(badFixed) },
];
