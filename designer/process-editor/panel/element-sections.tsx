import type { ReactNode } from 'react';
import { definitionOf, referenceKind } from '../model/event-facts.js';
import { type ModdleObject, partOf } from '../model/moddle-object.js';
import { AccessSection } from './access-section.js';
import { BranchesSection } from './branches-section.js';
import { CallSection, DecisionSection, JobSection, ScriptSection } from './activity-sections.js';
import { ClockSection } from './clock-section.js';
import { ConditionSection } from './condition-section.js';
import { CompensationSection, ReferenceSection, TimerSection } from './event-sections.js';
import { GeneralSection } from './general-section.js';
import { LimitsSection } from './limits-section.js';
import { LoopSection } from './loop-section.js';
import { HeadersSection, MappingSection } from './mapping-sections.js';
import { OtherSection } from './other-section.js';
import { PeopleSection } from './people-section.js';
import { StatusSection } from './status-section.js';

const MAPPED = ['bpmn:Activity', 'bpmn:StartEvent', 'bpmn:CatchEvent', 'bpmn:IntermediateThrowEvent'];

/** The parts of the panel that belong to an element. */
export function ElementSections({ object }: { readonly object: ModdleObject }): ReactNode {
  const is = (...types: readonly string[]): boolean => types.some((type) => object.$instanceOf(type));
  const process = is('bpmn:Participant') ? partOf(object, 'processRef') : object;
  const definition = definitionOf(object);
  const isEventSubProcess = is('bpmn:SubProcess') && object.get('triggeredByEvent') === true;
  const isActivity = is('bpmn:Activity') && !isEventSubProcess;
  return (
    <>
      <GeneralSection object={object} />
      {is('bpmn:ExclusiveGateway') && <BranchesSection gateway={object} />}
      {is('bpmn:SequenceFlow') && <ConditionSection flow={object} />}
      {definition?.$type === 'bpmn:TimerEventDefinition' && <TimerSection definition={definition} />}
      {definition && referenceKind(definition) && <ReferenceSection holder={definition} event={object} />}
      {definition?.$type === 'bpmn:CompensateEventDefinition' && !is('bpmn:BoundaryEvent') && (
        <CompensationSection definition={definition} event={object} />
      )}
      {is('bpmn:ReceiveTask') && <ReferenceSection holder={object} event={object} />}
      {is('bpmn:UserTask') && <PeopleSection task={object} />}
      {is('bpmn:UserTask', 'bpmn:StartEvent') && <AccessSection owner={object} />}
      {is('bpmn:ServiceTask', 'bpmn:SendTask') && <JobSection task={object} />}
      {is('bpmn:CallActivity') && <CallSection activity={object} />}
      {is('bpmn:BusinessRuleTask') && <DecisionSection task={object} />}
      {is('bpmn:ScriptTask') && <ScriptSection task={object} />}
      {(isActivity || is('bpmn:EndEvent')) && <StatusSection element={object} />}
      {isActivity && <LimitsSection owner={object} />}
      {process?.$type === 'bpmn:Process' && <LimitsSection owner={process} />}
      {process?.$type === 'bpmn:Process' && <AccessSection owner={process} />}
      {is(...MAPPED) && !isEventSubProcess && <MappingSection owner={object} kind="input" />}
      {is(...MAPPED) && !isEventSubProcess && <MappingSection owner={object} kind="output" />}
      {is('bpmn:ServiceTask', 'bpmn:SendTask') && <HeadersSection task={object} />}
      {isActivity && <LoopSection activity={object} />}
      {is('bpmn:FlowNode') && !isEventSubProcess && <ClockSection node={object} />}
      <OtherSection owner={object} />
    </>
  );
}
