import { describe, expect, it } from '@jest/globals';
import { compileBpmn } from '../../../engine/compile/compile.js';
import { BEHAVIOUR_FLAGS, LATEST_BEHAVIOUR } from '../../../engine/core/behaviour-flags.js';
import type { ProcessPlan } from '../../../engine/model/plan.js';
import { drive } from '../../kit/instance-driver.js';
import { processOf, programOf } from '../../kit/process-builder.js';

const XML = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:yizhan="urn:yizhan:bpmn:1"
  id="d" targetNamespace="urn:test">
  <bpmn:process id="p" isExecutable="true" yizhan:suspendStopsClock="true">
    <bpmn:startEvent id="s"/><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e"/>
  </bpmn:process>
</bpmn:definitions>`;

describe('behaviour flags', () => {
  it('are numbered without a repetition, and a plan is stamped with the highest when it is compiled', async () => {
    const numbers = Object.values(BEHAVIOUR_FLAGS);
    expect(new Set(numbers).size).toBe(numbers.length);
    const compiled = await compileBpmn(XML);
    expect(compiled).toMatchObject({ ok: true, plans: [{ behaviour: LATEST_BEHAVIOUR, suspendStopsClock: true }] });
  });

  it('let an instance of an older plan keep its behaviour: an uncaught error of a job ends it, now it is an incident', () => {
    const { behaviour: _newest, ...old } = processOf('p')
      .start('start')
      .service('find')
      .end('end')
      .row('start', 'find', 'end')
      .plan();
    const fail = (plan: ProcessPlan) => {
      const run = drive(programOf(plan)).start();
      return run.accept({
        type: 'throwJobError',
        jobId: run.job('find'),
        errorCode: 'E',
        message: 'no',
        variables: {},
      });
    };
    expect(fail(old).state.status).toBe('failed');
    const renewed = fail({ ...old, behaviour: LATEST_BEHAVIOUR });
    expect(renewed.state.status).toBe('active');
    expect(renewed.incidents).toEqual(['find ERROR_UNCAUGHT']);
  });
});
