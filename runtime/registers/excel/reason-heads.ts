const MARK = '▲ ';

/** The head of the column of reasons beside a column; whoever sends the sheet again need not remove it. */
export function reasonHead(title: string): string {
  return `${MARK}${title}：问题`;
}

/** Whether a column only holds reasons. */
export function isReasonHead(head: string): boolean {
  return head.startsWith(MARK.trim());
}

const WATERMARK = '※ ';

/** The last row of a sheet that was taken out: who took it, and when. */
export function watermarkText(text: string): string {
  return WATERMARK + text;
}

/** Whether a row is a watermark and no data. */
export function isWatermark(text: string): boolean {
  return text.startsWith(WATERMARK.trim());
}
