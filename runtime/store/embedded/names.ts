import { declared } from '../check-record.js';
import { fieldParts } from '../field-path.js';

/** The table of a declared collection, quoted. Throws BAD_QUERY for an unknown one. */
export function tableName(collection: string): string {
  declared(collection);
  return `"c_${collection}"`;
}

/** The full-text table of a collection, quoted. */
export function textTableName(collection: string): string {
  declared(collection);
  return `"s_${collection}"`;
}

/** The JSON path of a field as an SQL literal; safe because fields are checked. */
export function pathLiteral(field: string): string {
  return `'$${fieldParts(field)
    .map((part) => `."${part}"`)
    .join('')}'`;
}

/** The SQL expression of a field: always the same text, so that expression indexes are used. */
export function fieldExpression(field: string): string {
  return field === '_id' ? '_id' : `json_extract(body, ${pathLiteral(field)})`;
}
