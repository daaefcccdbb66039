import { isObject, type JsonObject } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
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

/** How many of the person's cases a form offers. */
const OFFERED = 50;

/** A start form whose fields with the widget `own-case` offer the person's newest cases, by number and title. */
export async function withOwnCases<T extends { readonly schema: JsonObject; readonly english: JsonObject }>(
  { store }: Pick<Office, 'store'>,
  user: SignedIn,
  form: T,
): Promise<T> {
  const properties = isObject(form.schema['properties']) ? form.schema['properties'] : {};
  const names = Object.entries(properties).flatMap(([name, node]) =>
    isObject(node) && node['x-widget'] === 'own-case' ? [name] : [],
  );
  if (names.length === 0) return form;
  const { records } = await store.find(CASES, {
    where: { applicantId: user.userId },
    sort: [{ field: 'submittedAt', descending: true }],
    limit: OFFERED,
  });
  if (records.length === 0) return form;
  const oneOf = records.map(({ caseNumber, title }) => ({ const: caseNumber, title: `${caseNumber} ${title.zh}` }));
  const offered = Object.fromEntries(
    names.map((name) => {
      const { pattern: _pattern, 'x-widget': _widget, ...node } = properties[name] as JsonObject;
      return [name, { ...node, oneOf }];
    }),
  );
  const english = Object.fromEntries(
    names.flatMap((name) =>
      records.map(({ caseNumber, title }, at) => [
        `/properties/${name}/oneOf/${String(at)}/title`,
        `${caseNumber} ${title.en}`,
      ]),
    ),
  );
  return {
    ...form,
    english: { ...form.english, ...english },
    schema: { ...form.schema, properties: { ...properties, ...offered } },
  };
}
