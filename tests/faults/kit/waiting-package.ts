import { officePackage, SMALL } from '../../runtime/kit/small-office.js';

/** The service whose cases wait. */
export const WAITING = SMALL;

/** Above this amount a case waits for an hour before anybody handles it. */
export const LONG = 100;

const FLOW = /<bpmn:sequenceFlow id="f2"[^>]*>.*?<\/bpmn:sequenceFlow>/s;

const TIMER = `<bpmn:exclusiveGateway id="gLong" default="f2"/>
    <bpmn:intermediateCatchEvent id="later" name="等待"><bpmn:timerEventDefinition id="hour"><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f1a" sourceRef="route" targetRef="gLong"/>
    <bpmn:sequenceFlow id="f2" sourceRef="gLong" targetRef="handle"/>
    <bpmn:sequenceFlow id="f2a" sourceRef="gLong" targetRef="later"><bpmn:conditionExpression>=request.amount &gt; ${String(LONG)}</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="f2b" sourceRef="later" targetRef="handle"/>`;

/** The small package with a way on which a case waits for a timer, as files for a definitions folder. */
export function waitingPackage(): Readonly<Record<string, string>> {
  return officePackage('1.0', (text, file) => (file === 'request.bpmn' ? text.replace(FLOW, TIMER) : text));
}
