import { Type, type TProperties } from '@sinclair/typebox';
import { planUndo, planWithdrawal } from '../../../engine/index.js';
import type { Office } from '../../use-cases/office.js';
import type { OperationBody } from '../../use-cases/operate.js';
import type { Refusal } from '../../seams/commands.js';
import type { Route } from '../route.js';
import { IdSchema } from '../schemas.js';
import { operationRoute, type OperationDeclaration } from './operation-route.js';

const PART_OF_CASE = { jobId: IdSchema };

const commandOf = (planned: ReturnType<typeof planWithdrawal>): OperationBody | Refusal =>
  planned.ok ? planned.body : { refuse: planned.rejection };

/** Operations on an instance as a whole: taking back, suspending, terminating, and what administrators do to tokens and jobs. */
export function instanceOperationRoutes(office: Office): readonly Route[] {
  const declare = <P extends TProperties>(one: Omit<OperationDeclaration<P>, 'on'>): readonly Route[] =>
    operationRoute(office, { ...one, on: 'instances' });
  return [
    ...declare({
      name: 'withdrawTask',
      body: {},
      make: async (_body, { state, userId, history }) => commandOf(planWithdrawal(await history(), state, userId)),
    }),
    ...declare({
      name: 'undoOperation',
      body: { revision: Type.Optional(Type.Integer({ minimum: 1 })) },
      make: async ({ revision }, { state, history }) => commandOf(planUndo(await history(), state, revision)),
    }),
    ...(['withdrawRequest', 'suspendInstance', 'resumeInstance'] as const).flatMap((name) =>
      declare({ name, body: {}, make: () => ({ type: name }) }),
    ),
    ...declare({
      name: 'cancelInstance',
      body: {},
      // The reason of the request takes the place of the empty one; without it the engine refuses.
      make: () => ({ type: 'cancelInstance', reason: '' }),
    }),
    ...declare({
      name: 'jump',
      body: { tokenId: IdSchema, elementId: IdSchema },
      make: ({ tokenId, elementId }) => ({ type: 'jump', from: { tokenId }, elementId }),
    }),
    ...(['suspendJob', 'resumeJob', 'retryJob'] as const).flatMap((name) =>
      declare({ name, body: PART_OF_CASE, make: ({ jobId }) => ({ type: name, jobId }) }),
    ),
  ];
}
