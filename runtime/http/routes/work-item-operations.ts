import { Type, type TProperties } from '@sinclair/typebox';
import type { Person, Signer } from '../../../engine/index.js';
import { FILES } from '../../documents/document-records.js';
import type { Office } from '../../use-cases/office.js';
import type { OperationView } from '../../use-cases/operate.js';
import { RequestProblem } from '../../use-cases/request-problem.js';
import type { Route } from '../route.js';
import { HashSchema, IdSchema } from '../schemas.js';
import { operationRoute, type OperationDeclaration } from './operation-route.js';

const Words = Type.String({ minLength: 1, maxLength: 2000 });
const Note = Type.Optional(Type.String({ maxLength: 500 }));
const UserOrRole = Type.String({ pattern: '^(role:)?[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$' });
const Instant = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]);
const SignerSchema = Type.Union([
  Type.Object({ userId: IdSchema }, { additionalProperties: false }),
  Type.Object({ group: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
]);

const idOf = ({ item }: OperationView): string => {
  if (item === undefined) throw new RequestProblem('WORK_ITEM_GONE');
  return item.id;
};

const signersOf = (
  asked: readonly ({ readonly userId: string } | { readonly group: string })[],
  person: (userId: string) => Promise<Person>,
): Promise<readonly Signer[]> =>
  Promise.all(asked.map(async (one) => ('group' in one ? one : { user: await person(one.userId) })));

/** Operations on work items: return, hand over, add signers, tell and ask people, put aside. */
export function workItemOperationRoutes(office: Office): readonly Route[] {
  const declare = <P extends TProperties>(one: Omit<OperationDeclaration<P>, 'on'>): readonly Route[] =>
    operationRoute(office, { ...one, on: 'work-items' });
  return [
    ...declare({
      name: 'returnTask',
      body: {
        to: Type.Optional(
          Type.Union([
            Type.Literal('starter'),
            Type.Literal('previous'),
            Type.Object({ elementId: IdSchema }, { additionalProperties: false }),
          ]),
        ),
        resume: Type.Optional(Type.Union([Type.Literal('onward'), Type.Literal('direct')])),
      },
      make: ({ to = 'previous', resume = 'onward' }, view) => ({
        type: 'returnTask',
        from: { workItemId: idOf(view) },
        to,
        resume,
      }),
    }),
    ...(['transferWorkItem', 'delegateWorkItem'] as const).flatMap((name) =>
      declare({
        name,
        body: { to: IdSchema },
        make: async ({ to }, view) => ({ type: name, workItemId: idOf(view), to: await view.person(to) }),
      }),
    ),
    ...declare({
      name: 'resolveWorkItem',
      body: { opinion: Note },
      make: (body, view) => ({ type: 'resolveWorkItem', workItemId: idOf(view), ...body }),
    }),
    ...(['startWorkItem', 'skipWorkItem', 'markSeen', 'suspendWorkItem', 'resumeWorkItem'] as const).flatMap((name) =>
      declare({ name, body: {}, make: (_body, view) => ({ type: name, workItemId: idOf(view) }) }),
    ),
    ...declare({
      name: 'addSigners',
      body: {
        signers: Type.Array(SignerSchema, { minItems: 1, maxItems: 20 }),
        position: Type.Union([Type.Literal('before'), Type.Literal('after'), Type.Literal('beside')]),
      },
      make: async ({ signers, position }, view) => ({
        type: 'addSigners',
        workItemId: idOf(view),
        signers: await signersOf(signers, view.person),
        position,
      }),
    }),
    ...declare({
      name: 'removeSigner',
      body: { approverId: IdSchema },
      make: ({ approverId }, { item }) => {
        if (item === undefined) throw new RequestProblem('WORK_ITEM_GONE');
        return { type: 'removeSigner', tokenId: item.tokenId, approverId };
      },
    }),
    ...declare({
      name: 'sendCopy',
      body: { to: Type.Array(UserOrRole, { minItems: 1, maxItems: 50 }), note: Note },
      make: (body, view) => ({ type: 'sendCopy', workItemId: idOf(view), ...body }),
    }),
    ...declare({
      name: 'nudgeWorkItem',
      body: { note: Note },
      make: (body, view) => ({ type: 'nudgeWorkItem', workItemId: idOf(view), ...body }),
    }),
    ...declare({
      name: 'askQuestion',
      body: { to: Type.Optional(IdSchema), text: Words },
      make: (body, view) => ({ type: 'askQuestion', workItemId: idOf(view), ...body }),
    }),
    ...declare({
      name: 'answerQuestion',
      body: { questionId: IdSchema, text: Words },
      make: (body, view) => ({ type: 'answerQuestion', workItemId: idOf(view), ...body }),
    }),
    ...declare({
      name: 'addComment',
      body: { text: Words },
      make: (body, view) => ({ type: 'addComment', workItemId: idOf(view), ...body }),
    }),
    ...declare({
      name: 'addAttachment',
      body: { fileId: HashSchema },
      make: async ({ fileId }, view) => {
        // Only what the person has uploaded: the name and the type stand beside the upload.
        const file = await office.store.get(FILES, `${view.userId}:${fileId}`);
        if (file === undefined) throw new RequestProblem('FILE_UNKNOWN');
        return { type: 'addAttachment', workItemId: idOf(view), fileId, name: file.name };
      },
    }),
    ...declare({
      name: 'failWorkItem',
      body: { errorCode: IdSchema, message: Words },
      make: (body, view) => ({ type: 'failWorkItem', workItemId: idOf(view), ...body }),
    }),
    ...declare({
      name: 'setPriority',
      body: { priority: Type.Integer({ minimum: 0, maximum: 999 }) },
      make: (body, view) => ({ type: 'setPriority', workItemId: idOf(view), ...body }),
    }),
    ...(['setDueDate', 'setFollowUpDate'] as const).flatMap((name) =>
      declare({
        name,
        body: { date: Instant },
        make: (body, view) => ({ type: name, workItemId: idOf(view), ...body }),
      }),
    ),
  ];
}
