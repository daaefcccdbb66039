import { describe, expect, it } from '@jest/globals';
import type { DocumentTemplate } from '../../../engine/index.js';
import { officeCalendar } from '../../engine/calendar/office-calendar.js';
import { createPdfRenderer } from '../../../runtime/documents/pdf-renderer.js';
import { fillTemplate } from '../../../runtime/documents/template-body.js';

const NOTICE: DocumentTemplate = {
  key: 'doc-accept',
  title: { zh: '受理通知书', en: 'Notice of acceptance' },
  body: {
    paper: 'A4',
    title: '受理通知书',
    footer: '{{case.number}}',
    blocks: [
      { kind: 'text', text: '{{applicant}}：', bold: true },
      { kind: 'text', text: '你于{{receivedOn}}提出的申请收悉。', indent: true },
      { kind: 'text', text: '不会出现', when: 'count(items) > 5' },
      {
        kind: 'table',
        header: true,
        widths: [1, 3],
        items: '=items',
        rows: [
          ['序号', '材料'],
          ['{{index}}', '{{item.name}}'],
        ],
      },
      { kind: 'list', items: '=items', text: '{{name}}', numbered: true },
      { kind: 'qr', value: '="http://127.0.0.1:3000/v/" + token', caption: '扫码验证' },
      { kind: 'seal', org: '体育场街道办事处', date: '{{receivedOn}}' },
    ],
  },
};
const DATA = {
  applicant: '王小满',
  receivedOn: '2026-03-02',
  token: 'abc',
  case: { number: 'FOOD-20260302-00001' },
  items: [{ name: '平面图' }, { name: '健康证' }],
};

describe('a document template', () => {
  const filled = fillTemplate(NOTICE, { context: DATA, now: 0 });

  it('shows dates as people write them', () => {
    expect(filled.blocks[1]).toMatchObject({ text: '你于2026年3月2日提出的申请收悉。' });
  });

  it('leaves out a block whose condition does not hold', () => {
    expect(filled.blocks.map((block) => block.kind)).toEqual(['text', 'text', 'table', 'list', 'qr', 'seal']);
  });

  it('repeats the last row of a table for each item', () => {
    expect(filled.blocks[2]).toMatchObject({
      rows: [
        ['序号', '材料'],
        ['1', '平面图'],
        ['2', '健康证'],
      ],
    });
  });

  it('fills a list with the fields of its items', () => {
    expect(filled.blocks[3]).toMatchObject({ items: ['平面图', '健康证'] });
  });
});

describe('the PDF renderer', () => {
  const request = {
    template: NOTICE,
    data: DATA,
    documentNo: '张体受〔2026〕1号',
    issuedAt: 1_772_416_800_000,
    watermark: '演示',
  };

  it('gives the same bytes for the same request', async () => {
    const renderer = createPdfRenderer(officeCalendar());
    const [first, second] = [await renderer.render(request), await renderer.render(request)];
    expect(Buffer.from(first).subarray(0, 5).toString()).toBe('%PDF-');
    expect(Buffer.compare(Buffer.from(first), Buffer.from(second))).toBe(0);
  });

  it('embeds a part of the font only, and an attached file', async () => {
    const bytes = await createPdfRenderer(officeCalendar()).render({
      ...request,
      attachments: [{ name: 'certificate.json', type: 'application/json', bytes: Buffer.from('{}') }],
    });
    expect(bytes.length).toBeLessThan(200_000);
    expect(Buffer.from(bytes).toString('latin1')).toContain('EmbeddedFile');
  });
});
