import { describe, expect, it } from '@jest/globals';
import { person } from '../../kit/instance-driver.js';
import { answers, asked, atDecision, itemOf, policy } from './approval-kit.js';

describe('a return (退回) out of an approval', () => {
  function returned(resume: 'direct' | 'onward') {
    const run = answers(atDecision(policy('all')), 'approve', 'u-a');
    const from = { workItemId: itemOf(run, 'u-b').id };
    return run.accept(
      { type: 'returnTask', from, to: { elementId: 'draft' }, resume, reason: 'incomplete' },
      person('u-b'),
    );
  }

  it('asks nobody any more until the step is done again', () => {
    const run = returned('onward');
    expect(asked(run)).toEqual([]);
    run.done('draft', {}, person('u-drafter'));
    expect(asked(run)).toEqual(['u-a', 'u-b', 'u-c']);
  });

  it('straight back finds the answers of the others as they were', () => {
    const run = returned('direct');
    run.done('draft', {}, person('u-drafter'));
    expect(asked(run)).toEqual(['u-b', 'u-c']);
    expect(answers(run, 'approve', 'u-b', 'u-c').variables).toMatchObject({ tally: { approved: 3 } });
  });

  it('to the step before is not one to itself, although some have answered', () => {
    const run = answers(atDecision(policy('all')), 'approve', 'u-a');
    const from = { workItemId: itemOf(run, 'u-b').id };
    const back = { type: 'returnTask', from, to: 'previous', resume: 'onward', reason: 'x' } as const;
    run.accept(back, person('u-b'));
    expect(run.item('draft')).toBeDefined();
  });
});
