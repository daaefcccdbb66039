/** What is used of dmn-moddle, which ships no types. */
declare module 'dmn-moddle' {
  export interface DmnWarning {
    readonly message: string;
    readonly element?: { readonly $type: string; readonly id?: string };
    readonly property?: string;
  }

  export class DmnModdle {
    /** Resolves to the tree of an XML text; rejects when the XML or its root is broken. */
    fromXML(xml: string): Promise<{ readonly rootElement: unknown; readonly warnings: readonly DmnWarning[] }>;
  }
}
