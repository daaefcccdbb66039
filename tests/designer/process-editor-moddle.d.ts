declare module 'bpmn-moddle' {
  /** Reads and writes BPMN files; the package ships types of the BPMN elements only. */
  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    fromXML(xml: string): Promise<{
      readonly rootElement: object;
      readonly elementsById: Readonly<Record<string, object>>;
      readonly warnings: readonly unknown[];
    }>;
    toXML(element: object, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>;
    create(type: string, properties?: Readonly<Record<string, unknown>>): object;
  }
}
