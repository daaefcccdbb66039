import type { FeelType } from '../feel/types.js';
import type { FeelFunction } from '../feel/value.js';
import type { Problem } from '../model/problem.js';
import type { Logic } from './decision-scope.js';
import type { DmnType, TypeTable } from './item-types.js';
import type { Table } from './table-model.js';

/** Input data: a value the caller gives. `namespace` is that of its model. */
export interface InputNode {
  readonly kind: 'input';
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly type: DmnType;
}

/** A decision. What can change is known once its model has been compiled. */
export interface DecisionNode {
  readonly kind: 'decision';
  readonly id: string;
  readonly name: string;
  readonly type: DmnType;
  bindings: readonly Binding[];
  /** Variables the logic reads that nothing in the model stands for: the caller may have them. */
  free: readonly string[];
  /** Undefined where there is none, or where it has Problems. */
  logic: Logic | undefined;
  /** What FEEL may rely on. */
  feel: FeelType;
}

/** A business knowledge model or a decision service: what can be called. */
export interface KnowledgeNode {
  readonly kind: 'knowledge';
  readonly id: string;
  readonly name: string;
  /** Whether it is a decision service. */
  readonly service: boolean;
  /** Undefined while it is compiled, and where it has Problems. */
  value: FeelFunction | undefined;
  feel: FeelType;
}

/** An element that others can require. */
export type ModelNode = InputNode | DecisionNode | KnowledgeNode;

/** A variable in the scope of a decision or knowledge model; with a prefix a member of the variable of that name (imports). */
export interface Binding {
  readonly prefix: string;
  readonly name: string;
  readonly source: ModelNode;
}

/** One DMN file, compiled. Where it has Problems the decisions concerned have no logic. */
export interface Model {
  readonly namespace: string;
  readonly types: TypeTable;
  /** The elements by id, in the order of the file. */
  readonly nodes: ReadonlyMap<string, ModelNode>;
  /** The models it imports. */
  readonly imports: readonly Imported[];
  /** Its decision tables, for checks. */
  readonly tables: readonly Table[];
  readonly problems: readonly Problem[];
}

/** A model that another one imports, and the name its elements stand under there; empty for none. */
export interface Imported {
  readonly prefix: string;
  readonly model: Model;
}
