import { describe, expect, it } from '@jest/globals';
import type { CommandBody } from '../../../engine/model/commands/command.js';
import type { InstanceState } from '../../../engine/model/state.js';
import { preview } from '../../../engine/operations/preview.js';
import type { OperationCommand } from '../../../engine/operations/operations.js';
import { WORK_ITEM_ENTRIES } from '../../../engine/operations/work-item/entries.js';
import { person } from '../../kit/instance-driver.js';
import { answers, atDecision, itemOf, policy } from './approval-kit.js';

const skippable = { operations: [{ name: 'skipWorkItem', who: ['holder'] }] };

function standing() {
  const run = atDecision(policy('all'), skippable);
  const { id: workItemId, tokenId } = itemOf(run, 'u-a');
  run.accept({ type: 'askQuestion', workItemId, text: 'why?' }, person('u-owner'));
  const { approverId = '' } = itemOf(run, 'u-c');
  const questionId = itemOf(run, 'u-a').questions?.[0]?.id ?? '';
  const to = person('u-x');
  const bodies: Readonly<Record<string, CommandBody>> = {
    transferWorkItem: { type: 'transferWorkItem', workItemId, to },
    delegateWorkItem: { type: 'delegateWorkItem', workItemId, to },
    startWorkItem: { type: 'startWorkItem', workItemId },
    skipWorkItem: { type: 'skipWorkItem', workItemId },
    failWorkItem: { type: 'failWorkItem', workItemId, errorCode: 'E', message: 'm' },
    addSigners: { type: 'addSigners', workItemId, signers: [{ user: to }], position: 'before' },
    removeSigner: { type: 'removeSigner', tokenId, approverId },
    sendCopy: { type: 'sendCopy', workItemId, to: ['u-x'] },
    nudgeWorkItem: { type: 'nudgeWorkItem', workItemId },
    markSeen: { type: 'markSeen', workItemId },
    askQuestion: { type: 'askQuestion', workItemId, text: 'who?' },
    answerQuestion: { type: 'answerQuestion', workItemId, questionId, text: 'me' },
    addComment: { type: 'addComment', text: 'noted' },
    addAttachment: { type: 'addAttachment', fileId: 'f', name: 'plan.pdf' },
    setPriority: { type: 'setPriority', workItemId, priority: 80 },
    setDueDate: { type: 'setDueDate', workItemId, date: null },
    setFollowUpDate: { type: 'setFollowUpDate', workItemId, date: 0 },
  };
  return { run, bodies };
}

const actor = person('u-a', ['approver']);

function ask(program: Parameters<typeof preview>[0], state: InstanceState, body: CommandBody) {
  return preview(program, state, { id: 'k', at: state.startedAt, actor, ...body } as OperationCommand);
}

describe('the preview of an operation on a work item', () => {
  const names = Object.keys(WORK_ITEM_ENTRIES).filter((name) => name !== 'resolveWorkItem');

  it.each(names)('of %s is one sentence in both languages, and nothing happens', (name) => {
    const { run, bodies } = standing();
    const body = bodies[name];
    if (body === undefined) throw new Error(`no example of ${name}`);
    const { revision } = run.state;
    expect(ask(run.program, run.state, body)).toEqual({
      zh: expect.stringMatching(/\S/),
      en: expect.stringMatching(/\S/),
    });
    expect(run.state.revision).toBe(revision);
  });

  it('says whom it concerns', () => {
    const { run, bodies } = standing();
    expect(ask(run.program, run.state, bodies['transferWorkItem'] as CommandBody)).toEqual({
      zh: '任务“decide”将由u-a转给 u-x 办理',
      en: '"decide" would go from u-a to u-x for good',
    });
    const { id: workItemId } = itemOf(run, 'u-a');
    run.accept({ type: 'delegateWorkItem', workItemId, to: person('u-x') }, person('u-a'));
    const back = { id: 'k', at: run.at, actor: person('u-x'), type: 'resolveWorkItem', workItemId } as const;
    expect(preview(run.program, run.state, back)).toMatchObject({ en: '"decide" would go back to u-a' });
  });

  it('says that removing the last silent approver ends the step', () => {
    const { run, bodies } = standing();
    answers(run, 'approve', 'u-a', 'u-b');
    expect(ask(run.program, run.state, bodies['removeSigner'] as CommandBody)).toMatchObject({
      en: 'u-c would not be asked about "decide", which ends with it',
    });
  });

  it('is the refusal where there is one', () => {
    const { run, bodies } = standing();
    const body = bodies['setPriority'] as CommandBody;
    const asked = { id: 'k', at: 0, actor: person('u-z'), ...body } as OperationCommand;
    expect(preview(run.program, run.state, asked)).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
