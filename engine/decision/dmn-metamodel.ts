/** One kind of element: what it inherits, its attributes (`?` ends a truth value), text children, and child elements by property. */
interface ElementShape {
  readonly is?: string;
  readonly attributes?: string;
  readonly texts?: string;
  /** Children whose tag is the property's name, by type; `*` ends the type of a repeated one. */
  readonly named?: Readonly<Record<string, string>>;
  /** Children whose tag is the name of their type, or of one that inherits from it. */
  readonly typed?: Readonly<Record<string, string>>;
}

const REFERENCE = 'DMNElementReference';
const ITEM = 'InformationItem';

/** Clauses 6, 7, 8 and 10.2 of DMN 1.5; older versions know fewer of these, none with another meaning. */
const SHAPES: Readonly<Record<string, ElementShape>> = {
  DMNElement: {
    attributes: 'id label',
    texts: 'description',
    typed: { extensionElements: 'ExtensionElements', extensionAttribute: 'ExtensionAttribute*' },
  },
  NamedElement: { is: 'DMNElement', attributes: 'name' },
  DMNElementReference: { attributes: 'href' },
  ExtensionElements: { typed: { values: 'Element*' } },
  ExtensionAttribute: { attributes: 'name valueRef', typed: { value: 'Element' } },
  Definitions: {
    is: 'NamedElement',
    attributes: 'namespace expressionLanguage typeLanguage exporter exporterVersion',
    typed: {
      import: 'Import*',
      itemDefinition: 'ItemDefinition*',
      drgElement: 'DRGElement*',
      artifact: 'Artifact*',
      elementCollection: 'ElementCollection*',
      businessContextElement: 'BusinessContextElement*',
      dmnDI: 'dmndi:DMNDI',
    },
  },
  Import: { is: 'NamedElement', attributes: 'importType locationURI namespace' },
  ImportedValues: { is: 'Import', attributes: 'expressionLanguage', texts: 'importedElement' },
  ElementCollection: { is: 'NamedElement', named: { drgElement: `${REFERENCE}*` } },
  BusinessContextElement: { is: 'NamedElement', attributes: 'URI' },
  PerformanceIndicator: { is: 'BusinessContextElement', named: { impactingDecision: `${REFERENCE}*` } },
  OrganizationUnit: {
    is: 'BusinessContextElement',
    named: { decisionMade: `${REFERENCE}*`, decisionOwned: `${REFERENCE}*` },
  },
  Artifact: { is: 'DMNElement' },
  TextAnnotation: { is: 'Artifact', attributes: 'textFormat', texts: 'text' },
  Association: {
    is: 'Artifact',
    attributes: 'associationDirection',
    named: { sourceRef: REFERENCE, targetRef: REFERENCE },
  },
  Group: { is: 'Artifact', attributes: 'name' },
  DRGElement: { is: 'NamedElement' },
  InputData: { is: 'DRGElement', named: { variable: ITEM } },
  KnowledgeSource: {
    is: 'DRGElement',
    attributes: 'locationURI',
    texts: 'type',
    named: { owner: REFERENCE },
    typed: { authorityRequirement: 'AuthorityRequirement*' },
  },
  Decision: {
    is: 'DRGElement',
    texts: 'question allowedAnswers',
    named: {
      variable: ITEM,
      supportedObjective: `${REFERENCE}*`,
      impactedPerformanceIndicator: `${REFERENCE}*`,
      decisionMaker: `${REFERENCE}*`,
      decisionOwner: `${REFERENCE}*`,
      usingProcess: `${REFERENCE}*`,
      usingTask: `${REFERENCE}*`,
    },
    typed: {
      informationRequirement: 'InformationRequirement*',
      knowledgeRequirement: 'KnowledgeRequirement*',
      authorityRequirement: 'AuthorityRequirement*',
      decisionLogic: 'Expression',
    },
  },
  InformationRequirement: { is: 'DMNElement', named: { requiredDecision: REFERENCE, requiredInput: REFERENCE } },
  KnowledgeRequirement: { is: 'DMNElement', named: { requiredKnowledge: REFERENCE } },
  AuthorityRequirement: {
    is: 'DMNElement',
    named: { requiredAuthority: REFERENCE, requiredDecision: REFERENCE, requiredInput: REFERENCE },
  },
  Invocable: { is: 'DRGElement', named: { variable: ITEM } },
  BusinessKnowledgeModel: {
    is: 'Invocable',
    named: { encapsulatedLogic: 'FunctionDefinition' },
    typed: { knowledgeRequirement: 'KnowledgeRequirement*', authorityRequirement: 'AuthorityRequirement*' },
  },
  DecisionService: {
    is: 'Invocable',
    named: {
      outputDecision: `${REFERENCE}*`,
      encapsulatedDecision: `${REFERENCE}*`,
      inputDecision: `${REFERENCE}*`,
      inputData: `${REFERENCE}*`,
    },
  },
  InformationItem: { is: 'NamedElement', attributes: 'typeRef' },
  ItemDefinition: {
    is: 'NamedElement',
    attributes: 'typeLanguage isCollection?',
    texts: 'typeRef',
    named: { allowedValues: 'UnaryTests', typeConstraint: 'UnaryTests', itemComponent: 'ItemDefinition*' },
    typed: { functionItem: 'FunctionItem' },
  },
  FunctionItem: { is: 'DMNElement', attributes: 'outputTypeRef', named: { parameters: `${ITEM}*` } },
  Expression: { is: 'DMNElement', attributes: 'typeRef' },
  UnaryTests: { is: 'Expression', attributes: 'expressionLanguage', texts: 'text' },
  LiteralExpression: {
    is: 'Expression',
    attributes: 'expressionLanguage',
    texts: 'text',
    typed: { importedValues: 'ImportedValues' },
  },
  DecisionTable: {
    is: 'Expression',
    attributes: 'hitPolicy aggregation preferredOrientation outputLabel',
    named: {
      input: 'InputClause*',
      output: 'OutputClause*',
      annotation: 'RuleAnnotationClause*',
      rule: 'DecisionRule*',
    },
  },
  InputClause: { is: 'DMNElement', named: { inputExpression: 'LiteralExpression', inputValues: 'UnaryTests' } },
  OutputClause: {
    is: 'DMNElement',
    attributes: 'name typeRef',
    named: { outputValues: 'UnaryTests', defaultOutputEntry: 'LiteralExpression' },
  },
  RuleAnnotationClause: { attributes: 'name' },
  RuleAnnotation: { texts: 'text' },
  DecisionRule: {
    is: 'DMNElement',
    named: { inputEntry: 'UnaryTests*', outputEntry: 'LiteralExpression*', annotationEntry: 'RuleAnnotation*' },
  },
  Context: { is: 'Expression', typed: { contextEntry: 'ContextEntry*' } },
  ContextEntry: { is: 'DMNElement', named: { variable: ITEM }, typed: { value: 'Expression' } },
  List: { is: 'Expression', typed: { elements: 'Expression*' } },
  Relation: { is: 'Expression', named: { column: `${ITEM}*`, row: 'List*' } },
  FunctionDefinition: {
    is: 'Expression',
    attributes: 'kind',
    named: { formalParameter: `${ITEM}*` },
    typed: { body: 'Expression' },
  },
  Invocation: { is: 'Expression', typed: { calledFunction: 'Expression', binding: 'Binding*' } },
  Binding: { named: { parameter: ITEM }, typed: { bindingFormula: 'Expression' } },
  ChildExpression: { attributes: 'id typeRef', typed: { expression: 'Expression' } },
  Conditional: { is: 'Expression', named: { if: 'ChildExpression', then: 'ChildExpression', else: 'ChildExpression' } },
  Filter: { is: 'Expression', named: { in: 'ChildExpression', match: 'ChildExpression' } },
  Iterator: { is: 'Expression', attributes: 'iteratorVariable', named: { in: 'ChildExpression' } },
  For: { is: 'Iterator', named: { return: 'ChildExpression' } },
  Quantified: { is: 'Iterator', named: { satisfies: 'ChildExpression' } },
  Some: { is: 'Quantified' },
  Every: { is: 'Quantified' },
};

function words(list: string | undefined): readonly string[] {
  return list === undefined ? [] : list.split(' ');
}

function propertiesOf(shape: ElementShape): readonly object[] {
  const child = (named: boolean, name: string, type: string): object => ({
    name,
    type: type.replace('*', ''),
    ...(type.endsWith('*') ? { isMany: true } : {}),
    ...(named ? { xml: { serialize: 'property' } } : {}),
  });
  return [
    ...words(shape.attributes).map((name) =>
      name.endsWith('?')
        ? { name: name.slice(0, -1), type: 'Boolean', isAttr: true }
        : { name, type: 'String', isAttr: true, ...(name === 'id' ? { isId: true } : {}) },
    ),
    ...words(shape.texts).map((name) => ({ name, type: 'String' })),
    ...Object.entries(shape.named ?? {}).map(([name, type]) => child(true, name, type)),
    ...Object.entries(shape.typed ?? {}).map(([name, type]) => child(false, name, type)),
  ];
}

/** Namespace of the model elements of DMN 1.5. */
export const DMN_MODEL = 'https://www.omg.org/spec/DMN/20230324/MODEL/';

/** The elements of DMN 1.5 as a package of moddle: the one that comes with dmn-moddle stops at 1.3 (no conditional, filter, iterators). */
export const DMN_PACKAGE: object = {
  name: 'DMN',
  prefix: 'dmn',
  uri: DMN_MODEL,
  xml: { tagAlias: 'lowerCase' },
  types: Object.entries(SHAPES).map(([name, shape]) => ({
    name,
    ...(shape.is === undefined ? {} : { superClass: [shape.is] }),
    properties: propertiesOf(shape),
  })),
};
