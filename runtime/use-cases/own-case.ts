import { isObject, type JsonObject } from '../../engine/index.js';
import { CASES } from '../store/collections.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/**
 * Fields of a start form with the widget `own-case` name a case of the person who fills it in, nobody else's. Throws RequestProblem
 * FORM_INVALID at the field.
 */
export async function checkOwnCases(
  office: Office,
  userId: string,
  schema: JsonObject,
  document: JsonObject,
): Promise<void> {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  for (const [name, property] of Object.entries(properties)) {
    const caseNumber = document[name];
    if (!isObject(property) || property['x-widget'] !== 'own-case' || typeof caseNumber !== 'string') continue;
    const { records } = await office.store.find(CASES, { where: { caseNumber }, limit: 2 });
    if (records.some(({ applicantId }) => applicantId === userId)) continue;
    throw new RequestProblem('FORM_INVALID', {
      errors: [
        {
          pointer: `/${name}`,
          code: 'own-case',
          text: { zh: '没有找到您名下的这个办件', en: 'You have no case with this number' },
        },
      ],
    });
  }
}
