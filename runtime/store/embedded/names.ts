import { declared } from '../check-record.js';
import { fieldParts } from '../field-path.js';
import { columnsOf } from './columns.js';

/** The table of a declared collection, quoted. Throws BAD_QUERY for an unknown one. */
export function tableName(collection: string): string {
  declared(collection);
  return `"r_${collection}"`;
}

/** The full-text table of a collection, quoted. */
export function textTableName(collection: string): string {
  declared(collection);
  return `"s_${collection}"`;
}

/** The table of the rows of a collection that changed after their texts were indexed, quoted. */
export function changedTextsName(collection: string): string {
  declared(collection);
  return `"t_${collection}"`;
}

/** The table of the members of a list, quoted: `value` and the `row` whose list holds it. Undefined for a field that is not declared as one. */
export function listTableName(collection: string, field: string): string | undefined {
  return declared(collection).lists?.includes(field) === true ? `"l_${collection}_${field}"` : undefined;
}

/** The JSON path of a field as an SQL literal; safe because fields are checked. */
export function pathLiteral(field: string): string {
  return `'$${fieldParts(field)
    .map((part) => `."${part}"`)
    .join('')}'`;
}

/** The column of a field that has one, quoted; safe because fields are checked. */
export function columnName(field: string): string {
  return `"f_${fieldParts(field).join('.')}"`;
}

/** What the JSON text of a row holds for a field, as an SQL expression. */
export function jsonExpression(field: string): string {
  return `json_extract(body, ${pathLiteral(field)})`;
}

/** The SQL expression of a field: its column where it has one, else what the JSON text holds. */
export function fieldExpression(collection: string, field: string): string {
  if (field === '_id') return '_id';
  return columnsOf(collection).some((column) => column.field === field) ? columnName(field) : jsonExpression(field);
}
