import { Type } from '@sinclair/typebox';
import { createSampleLoader } from '../../samples/sample-loader.js';
import type { Office } from '../../use-cases/office.js';
import { signedIn } from '../call.js';
import { ok, route, type Route } from '../route.js';

/** The full set of sample data, in demo mode: begin to load it, and see how far it has come. */
export function sampleRoutes(office: Office): Route[] {
  const loader = createSampleLoader(office);
  return [
    route({
      method: 'get',
      path: '/api/samples',
      permission: 'samples.load',
      tag: 'platform',
      summary: { zh: '全量样例数据的状态', en: 'State of the full set of sample data' },
      reply: { status: 200, text: 'none, loading with progress, loaded, failed; and whether it may be loaded here' },
      handle: () => Promise.resolve(ok({ ...loader.state(), offered: office.mode === 'demo' })),
    }),
    route({
      method: 'post',
      path: '/api/samples',
      permission: 'samples.load',
      tag: 'platform',
      summary: { zh: '装入全量样例数据（仅演示环境）', en: 'Load the full set of sample data (demo mode only)' },
      body: Type.Object({ set: Type.Literal('full') }, { additionalProperties: false }),
      reply: { status: 200, text: 'It goes on in the background' },
      handle: async (call) => ok({ ...(await loader.begin(signedIn(call).userId)), offered: true }),
    }),
  ];
}
