/** BPMN 2.0.2 model elements. */
export const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

/** Diagram interchange: kept, never executed, not judged here. */
export const DIAGRAM = Object.freeze([
  'http://www.omg.org/spec/BPMN/20100524/DI',
  'http://www.omg.org/spec/DD/20100524/DC',
  'http://www.omg.org/spec/DD/20100524/DI',
]);

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
export const XMLNS = 'http://www.w3.org/2000/xmlns/';
export const XML = 'http://www.w3.org/XML/1998/namespace';

/** The extension elements of Zeebe, as far as they are executed. */
export const ZEEBE = 'http://camunda.org/schema/zeebe/1.0';

/** Our own extension elements: what the Zeebe dialect lacks. */
export const YIZHAN = 'urn:yizhan:bpmn:1';
