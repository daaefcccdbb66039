import { useQueries } from '@tanstack/react-query';
import type { JsonObject } from '../../../../engine/index.js';
import { readRegister, type RegisterQuestion } from './register-calls.js';
import { nodeOf } from '../../shared/row-values.js';

const NOTHING_ASKED: RegisterQuestion = { q: '', sort: '', filters: {} };

/** The schema in which a reference to a register with few rows is a choice of these rows by name; others stay a key to be written. */
export function useChoices(schema: JsonObject, references: Readonly<Record<string, string>>): JsonObject {
  const asked = Object.entries(references);
  const replies = useQueries({
    queries: asked.map(([, target]) => ({
      queryKey: ['register-choices', target],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => readRegister(target, NOTHING_ASKED, undefined, signal),
    })),
  });
  const chosen = asked.flatMap(([property], index): readonly (readonly [string, JsonObject])[] => {
    const reply = replies[index]?.data;
    const node = nodeOf(schema, property);
    if (reply === undefined || reply.nextCursor !== undefined || node['type'] !== 'string') return [];
    const oneOf = reply.rows.map((row) => {
      const key = String(row.values[reply.keyProperty] ?? row.handle);
      const { name } = row.values;
      return { const: key, title: typeof name === 'string' ? name : key };
    });
    return [[property, { ...node, oneOf }]];
  });
  return { ...schema, properties: { ...(schema['properties'] as JsonObject), ...Object.fromEntries(chosen) } };
}
