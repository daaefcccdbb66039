import { expect, test } from '@jest/globals';
import type { CompiledDecisionModel } from '../../../engine/decision/compile-decision.js';
import { compileDecisions } from '../../../engine/decision/compile-decision.js';
import { historyRecords } from '../../../engine/core/history-records.js';
import { decisionTrace } from '../../../engine/simulate/decision-trace.js';
import { processOf, programOf } from '../../kit/process-builder.js';
import { drive } from '../../kit/instance-driver.js';
import { decision, dmn, table } from '../decision/dmn-text.js';

async function model(): Promise<CompiledDecisionModel> {
  const rows = [
    ['> 50', '"large"'],
    ['<= 50', '"small"'],
  ];
  const body = table({ policy: 'UNIQUE', inputs: ['shop.area'], outputs: [{ name: 'size' }], rows });
  const result = await compileDecisions(dmn(decision('size', body)));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.decisions;
}

test('the trace of a run names each decision, the rules that counted and what they looked at', async () => {
  const plan = processOf('p').start('start').rule('ask', 'size', 'size').end('end').row('start', 'ask', 'end').plan();
  const run = drive(programOf(plan, { decisions: new Map([['size', await model()]]) })).start({ shop: { area: 60 } });
  expect(decisionTrace(historyRecords(run.history))).toMatchObject([
    {
      elementId: 'ask',
      decisionId: 'size',
      result: 'large',
      rules: [
        {
          decisionId: 'size',
          ruleIds: ['r1'],
          inputs: { shop: { area: 60 } },
          rules: [{ ruleId: 'r1', outputs: { size: 'large' } }],
        },
      ],
    },
  ]);
});
