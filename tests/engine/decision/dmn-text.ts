/** A DMN 1.3 file around the given elements. */
export function dmn(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:f="urn:foreign" id="defs" name="test" namespace="urn:test">${body}</definitions>`;
}

/** Text for an XML element. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A decision without requirements around its logic. */
export function decision(id: string, logic: string, requirements = ''): string {
  return `<decision id="${id}" name="${id}"><variable name="${id}"/>${requirements}${logic}</decision>`;
}

/** A literal expression. */
export function literal(source: string): string {
  return `<literalExpression><text>${escaped(source)}</text></literalExpression>`;
}

/** What a table in a test needs: a row is its input cells and then its output cells. */
export interface TestTable {
  readonly policy: string;
  readonly aggregation?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly { readonly name: string; readonly values?: string; readonly fallback?: string }[];
  readonly rows: readonly (readonly string[])[];
}

/** A decision table; rules are r1, r2 and so on. */
export function table({ policy, aggregation, inputs, outputs, rows }: TestTable): string {
  const cell = (tag: string, source: string): string => `<${tag}><text>${escaped(source)}</text></${tag}>`;
  const clauses = inputs.map(
    (source, i) => `<input id="i${i + 1}"><inputExpression><text>${escaped(source)}</text></inputExpression></input>`,
  );
  const results = outputs.map(
    ({ name, values, fallback }, i) =>
      `<output id="o${i + 1}" name="${name}">${values === undefined ? '' : cell('outputValues', values)}${fallback === undefined ? '' : cell('defaultOutputEntry', fallback)}</output>`,
  );
  const rules = rows.map((row, i) => {
    const cells = row.map((source, at) => cell(at < inputs.length ? 'inputEntry' : 'outputEntry', source));
    return `<rule id="r${i + 1}">${cells.join('')}</rule>`;
  });
  const extra = aggregation === undefined ? '' : ` aggregation="${aggregation}"`;
  return `<decisionTable id="table" hitPolicy="${policy}"${extra}>${clauses.join('')}${results.join('')}${rules.join('')}</decisionTable>`;
}
