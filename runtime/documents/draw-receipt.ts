import type { DocumentTemplate } from '../../engine/index.js';
import type { Renderer } from '../seams/renderer.js';

/** What stands on a receipt. Dates are ISO. */
export interface ReceiptFacts {
  readonly caseNumber: string;
  readonly queryCode: string;
  readonly title: string;
  readonly submittedAt: string;
  readonly receivedAt: string;
  readonly expectedDate: string;
  readonly contact: string;
  readonly trackUrl: string;
}

const TEMPLATE: DocumentTemplate = {
  key: 'receipt',
  title: { zh: '办件回执', en: 'Receipt' },
  body: {
    paper: 'A4',
    title: '办件回执',
    blocks: [
      {
        kind: 'table',
        widths: [1, 2],
        rows: [
          ['申请事项', '{{title}}'],
          ['办件编号', '{{caseNumber}}'],
          ['查询码', '{{queryCode}}'],
          ['提交时间', '{{submittedAt}}'],
          ['收到时间', '{{receivedAt}}'],
          ['预计办结日期', '{{if expectedDate = "" then "受理后确定" else expectedDate}}'],
          ['咨询', '{{contact}}'],
        ],
      },
      {
        kind: 'text',
        small: true,
        text: '凭办件编号和查询码，或者扫描二维码，可以查询办理进度，无需登录。请妥善保管查询码。',
      },
      { kind: 'qr', value: '=trackUrl', caption: '扫码查询进度' },
    ],
  },
};

/** Draws the receipt of a case. The same facts give the same bytes. */
export function drawReceipt(
  renderer: Renderer,
  facts: ReceiptFacts,
  { issuedAt, watermark }: { readonly issuedAt: number; readonly watermark: string | undefined },
): Promise<Uint8Array> {
  return renderer.render({
    template: TEMPLATE,
    data: { ...facts },
    documentNo: facts.caseNumber,
    issuedAt,
    ...(watermark === undefined ? {} : { watermark }),
  });
}
