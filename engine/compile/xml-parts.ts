import type { Problem } from '../model/problem.js';

/** Why an XML file is not read further. `line` counts from 1. */
export interface XmlProblem extends Problem {
  readonly severity: 'error';
}

/** One XML attribute with its namespace; `uri` is empty for an attribute without prefix. */
export interface XmlAttribute {
  readonly uri: string;
  readonly local: string;
  /** As written, with its prefix. */
  readonly name: string;
  readonly value: string;
}

/** A start tag with resolved namespaces. */
export interface XmlTag {
  readonly uri: string;
  readonly local: string;
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
}

/** Receives the document while it is scanned. */
export interface XmlSink {
  readonly open: (tag: XmlTag, line: number) => void;
  readonly close: () => void;
  readonly text: (text: string) => void;
}
