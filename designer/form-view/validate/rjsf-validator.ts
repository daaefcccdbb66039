import type { GenericObjectType, RJSFSchema, RJSFValidationError, ValidatorType } from '@rjsf/utils';
import type { JsonObject, JsonValue, ValidateJson } from '../../../engine/index.js';
import { createJudge } from './form-faults.js';
import { errorTree } from './error-tree.js';
import type { Lang } from '../types.js';
import { say } from '../say.js';

/** Our checker behind rjsf's interface. rjsf asks `isValid` for branches of choices; a whole form is judged by `judge`. */
export function createRjsfValidator(input: {
  readonly validate: ValidateJson;
  readonly today: () => string;
  readonly lang: Lang;
}): ValidatorType<GenericObjectType, RJSFSchema> {
  const { validate, lang } = input;
  return {
    isValid: (schema, data) =>
      data !== undefined && validate(schema as unknown as JsonObject, data as JsonValue).length === 0,
    rawValidation: (schema, data) => ({
      errors: [...validate(schema as unknown as JsonObject, (data ?? {}) as JsonValue)] as never[],
    }),
    validateFormData: (data, schema) => {
      const judge = createJudge({ schema: schema as unknown as JsonObject, validate, today: input.today() });
      const { document, faults } = judge.judge((data ?? {}) as JsonObject);
      const errors = faults.map((fault) => judge.explain(fault, document));
      return {
        errors: errors.map((error): RJSFValidationError => ({
          stack: say(error.text, lang),
          name: error.code,
          property: error.pointer,
        })),
        errorSchema: errorTree(errors, lang),
      };
    },
  };
}
