import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { YIZHAN_MODDLE } from '../../engine/index.js';

/**
 * The zeebe descriptor without its default values: moddle does not write a value that equals the default, and a file has to come out as
 * it went in.
 */
const ZEEBE = {
  ...zeebe,
  types: zeebe.types.map((type) => ({
    ...type,
    ...('properties' in type ? { properties: (type.properties ?? []).map(withoutDefault) } : {}),
  })),
};

/** Both extension namespaces of the dialect, as bpmn-moddle and bpmn-js take them. Whatever else a file holds is kept as it is. */
export const MODDLE_EXTENSIONS: Readonly<Record<string, unknown>> = { zeebe: ZEEBE, yizhan: YIZHAN_MODDLE };

function withoutDefault(property: object): object {
  return Object.fromEntries(Object.entries(property).filter(([key]) => key !== 'default'));
}
