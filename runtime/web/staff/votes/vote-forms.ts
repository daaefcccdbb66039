import type { FormSource } from '../../../../designer/form-view/index.js';
import type { JsonObject } from '../../../../engine/index.js';
import type { Question } from '../../shared/vote-types.js';

const attachment = (title: string, widget: 'file' | 'signature', more: JsonObject = {}): JsonObject => ({
  type: 'object',
  title,
  'x-widget': widget,
  additionalProperties: false,
  required: ['fileId', 'name', 'size', 'type'],
  properties: {
    fileId: { type: 'string', pattern: '^[0-9a-f]{64}$', title: '文件编号' },
    name: { type: 'string', maxLength: 200, title: '文件名' },
    size: { type: 'integer', minimum: 1, maximum: 20_971_520, title: '大小（字节）' },
    type: { type: 'string', enum: ['image/jpeg', 'image/png', 'application/pdf'], title: '类型' },
  },
  ...more,
});
const when = (how: string): JsonObject => ({
  'x-show': { type: 'object', required: ['how'], properties: { how: { const: how } } },
});

/** How a ballot was brought: in person with a signature or photo, or by post with the number of the letter. */
export const DELIVERY_FORM: FormSource = {
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['how', 'receiver', 'trackingNo'],
    properties: {
      how: {
        type: 'string',
        title: '送达方式',
        oneOf: [
          { const: 'in-person', title: '当面送达' },
          { const: 'post', title: '邮寄送达' },
        ],
      },
      receiver: { type: 'string', title: '签收人', minLength: 2, maxLength: 50, ...when('in-person') },
      signature: attachment('签收人签名', 'signature', when('in-person')),
      photo: attachment('送达照片（签名和照片至少一项）', 'file', when('in-person')),
      trackingNo: { type: 'string', title: '邮件号码', minLength: 4, maxLength: 40, ...when('post') },
    },
  },
  english: {
    '/properties/how/title': 'Way of delivery',
    '/properties/how/oneOf/0/title': 'Handed over',
    '/properties/how/oneOf/1/title': 'By post',
    '/properties/receiver/title': 'Taken by',
    '/properties/signature/title': 'Signature',
    '/properties/photo/title': 'Photo (signature or photo is needed)',
    '/properties/trackingNo/title': 'Number of the letter',
  },
};

/** A visit that found nobody. */
export const VISIT_FORM: FormSource = {
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['note'],
    properties: {
      note: { type: 'string', title: '情况', minLength: 2, maxLength: 200 },
      photo: attachment('门前照片', 'file'),
    },
  },
  english: { '/properties/note/title': 'What was found', '/properties/photo/title': 'Photo of the door' },
};

/** Delivery by notice: the board and a text message. */
export const NOTICE_FORM: FormSource = {
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['photo', 'smsSent'],
    properties: {
      photo: attachment('小区公告栏照片', 'file'),
      smsSent: { type: 'boolean', title: '已向上述业主发送短信', const: true, 'x-widget': 'promise' },
    },
  },
  english: {
    '/properties/photo/title': 'Photo of the notice on the board',
    '/properties/smsSent/title': 'A text message was sent to these owners',
  },
};

/** A letter of proxy (投票委托书) for one of these units and questions. */
export function proxyForm(
  units: readonly { readonly unit: string; readonly parts: readonly string[] }[],
  questions: readonly Question[],
): FormSource {
  return {
    schema: {
      type: 'object',
      additionalProperties: false,
      required: ['unit', 'agentName', 'agentId', 'isFamily', 'questions', 'from', 'to', 'letter'],
      properties: {
        unit: {
          type: 'string',
          title: '委托人房号',
          oneOf: units.map(({ unit, parts }) => ({ const: unit, title: parts.join('、') })),
        },
        agentName: { type: 'string', title: '受托人姓名', format: 'person-name', minLength: 2, maxLength: 50 },
        agentId: { type: 'string', title: '受托人身份证号', format: 'id-no' },
        isFamily: { type: 'boolean', title: '受托人是委托人的家人' },
        questions: {
          type: 'array',
          title: '委托事项',
          uniqueItems: true,
          minItems: 1,
          items: { type: 'string', oneOf: questions.map(({ id, title }) => ({ const: id, title })) },
        },
        from: { type: 'string', title: '委托开始日期', format: 'date' },
        to: { type: 'string', title: '委托结束日期', format: 'date' },
        letter: attachment('委托书扫描件', 'file'),
      },
    },
    english: {
      '/properties/unit/title': 'Part of the owner',
      '/properties/agentName/title': 'Name of the agent',
      '/properties/agentId/title': 'ID number of the agent',
      '/properties/isFamily/title': 'The agent is family of the owner',
      '/properties/questions/title': 'For',
      '/properties/from/title': 'From',
      '/properties/to/title': 'To',
      '/properties/letter/title': 'Scan of the letter',
    },
  };
}
