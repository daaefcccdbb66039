import { Type } from '@sinclair/typebox';
import type { Office } from '../../use-cases/office.js';
import { RequestProblem } from '../../use-cases/request-problem.js';
import { releaseRestored } from '../../use-cases/restored-gate.js';
import { signedIn } from '../call.js';
import { ok, route, type Route } from '../route.js';

/** Releasing an office that was restored from a backup: from then on its jobs, timers and notices go on. */
export function restoredRoutes(office: Office): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/restored/release',
      permission: 'store.release',
      tag: 'operations',
      summary: { zh: '解除恢复后的隔离', en: 'Let a restored office go on' },
      reply: { status: 200, text: 'Work goes on', schema: Type.Object({ released: Type.Boolean() }) },
      handle: async (call) => {
        const user = signedIn(call);
        if (!(await releaseRestored(office.store, office.clock.now(), user.userId)))
          throw new RequestProblem('NOT_FOUND');
        await office.audit.write({ actorId: user.userId, action: 'store.released', facts: {} });
        return ok({ released: true });
      },
    }),
  ];
}
