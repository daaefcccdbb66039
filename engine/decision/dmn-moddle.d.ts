/** What is used of dmn-moddle, which ships no types. */
declare module 'dmn-moddle' {
  export interface DmnWarning {
    readonly message: string;
    readonly element?: { readonly $type: string; readonly id?: string };
    readonly property?: string;
  }

  export class DmnModdle {
    /** Reads with the packages it ships and the given ones, which replace shipped ones of the same prefix. */
    constructor(packages?: Readonly<Record<string, object>>);
    /** Resolves to the tree of an XML text; rejects when the XML or its root is broken. */
    fromXML(xml: string): Promise<{ readonly rootElement: unknown; readonly warnings: readonly DmnWarning[] }>;
  }
}
