import { describe, expect, it } from '@jest/globals';
import { createAjvValidator } from '../../../runtime/validation/ajv-validator.js';

describe('patterns', () => {
  it('are each judged by their own expression', () => {
    const validate = createAjvValidator();
    const schema = {
      type: 'object',
      properties: { a: { type: 'string', pattern: '^a+$' }, b: { type: 'string', pattern: '^b+$' } },
    };
    expect(validate(schema, { a: 'aaa', b: 'bbb' })).toEqual([]);
    expect(validate(schema, { a: 'bbb', b: 'aaa' }).map(({ pointer }) => pointer)).toEqual(['/a', '/b']);
  });

  it('take linear time on input that makes a backtracking engine hang', () => {
    const validate = createAjvValidator();
    const hostile = `${'a'.repeat(5000)}!`;
    expect(validate({ type: 'string', pattern: '^(a+)+$' }, hostile)).toHaveLength(1);
  });
});
