import { Type } from '@sinclair/typebox';
import {
  activatePackage,
  checkPackage,
  deployPackage,
  listPackageFiles,
  readPackageFiles,
  listPackages,
  listVersions,
  readPackageFile,
  retirePackageVersion,
} from '../../use-cases/manage-packages.js';
import type { Office } from '../../use-cases/office.js';
import { signedIn } from '../call.js';
import { created, nothing, ok, route, type Route } from '../route.js';
import { EmptySchema, HashSchema, IdSchema } from '../schemas.js';

/** A package as one JSON body: texts by path. The package's own limits (files, bytes) are judged by the compiler. */
const BODY_LIMIT = 24 * 1024 * 1024;
const Files = Type.Record(Type.String({ maxLength: 200 }), Type.String());
const Key = Type.Object({ key: IdSchema });
const Version = Type.Object({ key: IdSchema, hash: HashSchema });

/** Package versions: read, check, publish, activate. */
export function packageRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/packages',
      permission: 'package.read',
      tag: 'packages',
      summary: { zh: '流程包', en: 'Packages' },
      reply: { status: 200, text: 'All packages with their active version' },
      handle: async () => ok(await listPackages(office)),
    }),
    route({
      method: 'get',
      path: '/api/packages/{key}',
      permission: 'package.read',
      tag: 'packages',
      summary: { zh: '流程包的版本', en: 'Versions of a package' },
      params: Key,
      reply: { status: 200, text: 'Versions, newest first, with running cases' },
      handle: async ({ params }) => ok(await listVersions(office, params.key)),
    }),
    route({
      method: 'get',
      path: '/api/packages/{key}/versions/{hash}/files',
      permission: 'package.read',
      tag: 'packages',
      summary: { zh: '版本的文件列表', en: 'Files of a version' },
      params: Version,
      query: Type.Object({ texts: Type.Optional(Type.Literal('1')) }, { additionalProperties: false }),
      reply: { status: 200, text: 'Paths, sorted; with `texts=1` what stands in each file as well' },
      handle: async ({ params, query: { texts } }) => {
        const files = await listPackageFiles(office, params.key, params.hash);
        return ok(
          texts === undefined ? { files } : { files, texts: await readPackageFiles(office, params.key, params.hash) },
        );
      },
    }),
    route({
      method: 'get',
      path: '/api/packages/{key}/versions/{hash}/files/{path+}',
      permission: 'package.read',
      tag: 'packages',
      summary: { zh: '版本的一个文件', en: 'A file of a version' },
      params: Type.Object({ ...Version.properties, path: Type.String({ minLength: 1, maxLength: 200 }) }),
      reply: { status: 200, text: 'The file as text', type: 'text/plain' },
      handle: async ({ params }) => ({
        status: 200,
        text: await readPackageFile(office, params.key, params.hash, params.path),
        type: 'text/plain; charset=utf-8',
      }),
    }),
    route({
      method: 'post',
      path: '/api/packages/check',
      permission: 'package.publish',
      rate: 'publish',
      bodyLimit: BODY_LIMIT,
      tag: 'packages',
      summary: { zh: '检查流程包', en: 'Check a package' },
      body: Type.Object({ files: Files }, { additionalProperties: false }),
      reply: { status: 200, text: 'The findings' },
      handle: async ({ body }) => ok(await checkPackage(office, body.files)),
    }),
    route({
      method: 'post',
      path: '/api/packages',
      permission: 'package.publish',
      rate: 'publish',
      bodyLimit: BODY_LIMIT,
      tag: 'packages',
      summary: { zh: '发布新版本', en: 'Publish a version' },
      body: Type.Object(
        {
          files: Files,
          note: Type.Optional(Type.String({ maxLength: 500 })),
          activate: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
      reply: { status: 201, text: 'The version; with problems it is refused and nothing changes' },
      handle: async (call) =>
        created(
          await deployPackage(office, signedIn(call), {
            files: call.body.files,
            note: call.body.note ?? '',
            activate: call.body.activate ?? true,
          }),
        ),
    }),
    route({
      method: 'post',
      path: '/api/packages/{key}/activate',
      permission: 'package.publish',
      tag: 'packages',
      summary: { zh: '启用版本', en: 'Activate a version' },
      params: Key,
      body: Type.Object({ hash: HashSchema }, { additionalProperties: false }),
      reply: { status: 204, text: 'New cases start on it' },
      handle: async (call) => {
        await activatePackage(office, signedIn(call), { key: call.params.key, hash: call.body.hash });
        return nothing();
      },
    }),
    route({
      method: 'delete',
      path: '/api/packages/{key}/versions/{hash}',
      permission: 'package.publish',
      tag: 'packages',
      summary: { zh: '删除版本', en: 'Delete a version that nothing uses' },
      params: Version,
      reply: { status: 204, text: 'Deleted; 409 with the numbers of what uses it' },
      handle: async (call) => {
        await retirePackageVersion(office, signedIn(call), { key: call.params.key, hash: call.params.hash });
        return nothing();
      },
    }),
    route({
      method: 'post',
      path: '/api/packages/{key}/retire',
      permission: 'package.publish',
      tag: 'packages',
      summary: { zh: '停用流程包', en: 'Take a package out of service' },
      params: Key,
      body: EmptySchema,
      reply: { status: 204, text: 'No case starts any more; 409 with the number of running instances' },
      handle: async (call) => {
        await retirePackageVersion(office, signedIn(call), { key: call.params.key });
        return nothing();
      },
    }),
  ];
}
