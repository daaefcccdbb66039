import { Type } from '@sinclair/typebox';
import type { Office } from '../../use-cases/office.js';
import { RequestProblem } from '../../use-cases/request-problem.js';
import { readUpload, uploadFile } from '../../use-cases/upload-file.js';
import { signedIn } from '../call.js';
import { ok, route, type Route } from '../route.js';
import { HashSchema, IdSchema } from '../schemas.js';

/** Uploads and their download. */
export function fileRoutes(office: Office): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/files',
      permission: 'session',
      rate: 'upload',
      upload: true,
      tag: 'files',
      summary: { zh: '上传附件', en: 'Upload a file' },
      reply: {
        status: 200,
        text: 'The attachment',
        schema: Type.Object({ fileId: HashSchema, name: Type.String(), size: Type.Integer(), type: Type.String() }),
      },
      handle: async (call) => {
        if (call.file === null) throw new RequestProblem('FILE_MISSING');
        return ok(await uploadFile(office, signedIn(call), call.file));
      },
    }),
    route({
      method: 'get',
      path: '/api/files/{fileId}',
      permission: 'session',
      tag: 'files',
      summary: { zh: '下载附件', en: 'Download a file' },
      params: Type.Object({ fileId: HashSchema }),
      query: Type.Object({ case: Type.Optional(IdSchema) }, { additionalProperties: false }),
      reply: { status: 200, text: 'The content, always as a download', type: 'application/octet-stream' },
      handle: async (call) => {
        const file = await readUpload(office, signedIn(call), { fileId: call.params.fileId, caseId: call.query.case });
        return { status: 200, ...file };
      },
    }),
  ];
}
