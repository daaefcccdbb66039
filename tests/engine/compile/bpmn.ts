/** A BPMN file with one executable process `p`: `body` is the process' contents, `roots` stand beside it. */
export function bpmn(body: string, roots = '', attributes = 'isExecutable="true"'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:yizhan="urn:yizhan:bpmn:1" xmlns:other="urn:other" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="defs" targetNamespace="urn:test">
${roots}
<bpmn:process id="p" name="流程" ${attributes}>
${body}
</bpmn:process>
</bpmn:definitions>`;
}

/** A sequence flow `source-target` with an optional FEEL condition. */
export function flow(source: string, target: string, condition?: string): string {
  const inner =
    condition === undefined
      ? ''
      : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`;
  return `<bpmn:sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}">${inner}</bpmn:sequenceFlow>`;
}

/** A process `start -> <the element with id t> -> end` with more contents beside it. */
export function around(element: string, more = ''): string {
  const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';
  return `${ends}${element}${more}${flow('start', 't')}${flow('t', 'end')}`;
}

/** `extensionElements` around the given ones. */
export function ext(elements: string): string {
  return `<bpmn:extensionElements>${elements}</bpmn:extensionElements>`;
}
