import type { CellValue } from 'exceljs';
import type { Column } from '../registers/excel/columns.js';
import { writeSheet } from '../registers/excel/write-sheet.js';
import type { Figures, Share, Statistics } from '../wire/statistics.js';

const percent = ({ n, of }: Share): string => (of === 0 ? '' : `${((100 * n) / of).toFixed(1)}%`);
const number = (value: number | null): string => (value === null ? '' : String(value));

/** Columns of the sheet, as the table on the screen has them. */
const COLUMNS: readonly { readonly title: string; readonly of: (figures: Figures) => string }[] = [
  { title: '收件', of: ({ received }) => number(received) },
  { title: '受理', of: ({ accepted }) => number(accepted) },
  { title: '在办', of: ({ inHand }) => number(inHand) },
  { title: '办结', of: ({ closed }) => number(closed) },
  { title: '承诺时限内办结率', of: ({ onTimePromised }) => percent(onTimePromised) },
  { title: '法定时限内办结率', of: ({ onTimeLegal }) => percent(onTimeLegal) },
  { title: '平均用时（工作日）', of: ({ meanDays }) => number(meanDays) },
  { title: '90%办件用时不超过（工作日）', of: ({ p90Days }) => number(p90Days) },
  { title: '一次办成率（未补正）', of: ({ firstTime }) => percent(firstTime) },
  { title: '件均补正次数', of: ({ correctionsPerCase }) => number(correctionsPerCase) },
  { title: '网办率', of: ({ online }) => percent(online) },
  { title: '零跑动率', of: ({ zeroVisit }) => percent(zeroVisit) },
  { title: '不予办理率', of: ({ rejected }) => percent(rejected) },
  { title: '超期件数', of: ({ overdue }) => number(overdue) },
  { title: '评价数', of: ({ ratings }) => number(ratings) },
  { title: '参评率', of: ({ participation }) => percent(participation) },
  { title: '满意率', of: ({ satisfied }) => percent(satisfied) },
  { title: '差评整改率', of: ({ badFixed }) => percent(badFixed) },
];

/** The table as an Excel file with a watermark that names who took it. */
export async function statisticsSheet(statistics: Statistics, watermark: string): Promise<Uint8Array> {
  const columns = ['项目', ...COLUMNS.map(({ title }) => title)].map((title, index): Column => ({
    property: `c${String(index)}`,
    title,
    kind: 'text',
    scale: 1,
    required: false,
    isProtected: false,
  }));
  const line = (label: string, figures: Figures): { readonly cells: ReadonlyMap<string, CellValue> } => ({
    cells: new Map<string, CellValue>(
      [label, ...COLUMNS.map((one) => one.of(figures))].map((text, index) => [`c${String(index)}`, text]),
    ),
  });
  const rows = [
    ...statistics.groups.map(({ label, figures }) => line(typeof label === 'string' ? label : label.zh, figures)),
    line('合计', statistics.total),
  ];
  return writeSheet({ title: `办件统计 ${statistics.from} 至 ${statistics.to}`, columns, rows, watermark });
}
