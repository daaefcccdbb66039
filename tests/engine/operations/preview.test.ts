import { describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../../engine/model/actor.js';
import type { Command, CommandBody } from '../../../engine/model/commands/command.js';
import { OPERATIONS, permissionOf } from '../../../engine/operations/operations.js';
import { planWithdrawal } from '../../../engine/operations/plan-restoration.js';
import { preview } from '../../../engine/operations/preview.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, MONDAY, person } from '../../kit/instance-driver.js';
import { fork, row } from '../../kit/operation-shapes.js';

/** What an operation says it would do. */
function say(run: InstanceDriver, body: CommandBody) {
  const command = { id: 'k', at: MONDAY, actor: SYSTEM, ...body } as Parameters<typeof preview>[2] & Command;
  return preview(run.program, run.state, command);
}

describe('a preview', () => {
  it('says in one sentence of both languages what would be left and reached', () => {
    const run = drive(fork()).start().done('first').done('b1');
    const { tokenId } = run.item('a1');
    expect(say(run, { type: 'jump', from: { tokenId }, elementId: 'last' })).toEqual({
      zh: '将跳转：离开“a1”、“b2”，到达“last”',
      en: 'It would jump: "a1", "b2" would be left and "last" reached',
    });
  });

  it('says where a returned task goes afterwards, and what a withdrawal brings back', () => {
    const run = drive(row()).start().done('a', {}, person('u-1'));
    const { tokenId } = run.item('b');
    const back = { type: 'returnTask', from: { tokenId }, to: 'previous' } as const;
    expect(say(run, { ...back, resume: 'direct' })).toMatchObject({ zh: expect.stringContaining('直接回到原环节') });
    expect(say(run, { ...back, resume: 'onward' })).toMatchObject({ en: expect.stringContaining('"a" reached') });
    const plan = planWithdrawal(run.history, run.state, 'u-1');
    expect(plan.ok && say(run, plan.body)).toMatchObject({ en: expect.stringContaining('"a" reached') });
  });

  it('says how many tasks a termination cancels, and whether a suspension stops the clock', () => {
    const run = drive(row()).start();
    expect(say(run, { type: 'cancelInstance', reason: 'x' })).toMatchObject({ zh: '办件将终止，1 项待办任务将取消' });
    expect(say(run, { type: 'suspendInstance' })).toMatchObject({ zh: '办件将挂起，办理时限继续计算' });
  });

  it('is the refusal where there is one, and changes nothing', () => {
    const run = drive(row()).start();
    const before = run.state;
    expect(say(run, { type: 'resumeInstance' })).toEqual({ code: 'NOT_SUSPENDED' });
    expect(run.state).toBe(before);
  });
});

describe('the table of operations', () => {
  it('gives each a title in both languages and a permission of its own', () => {
    for (const [name, { title }] of Object.entries(OPERATIONS)) {
      expect([name, title.zh === '', title.en === '']).toEqual([name, false, false]);
    }
    expect(permissionOf('jump')).toBe('operation.jump');
  });
});
