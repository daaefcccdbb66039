import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { YIZHAN_MODDLE } from '../../engine/index.js';

/** Both extension namespaces of the dialect, as bpmn-moddle and bpmn-js take them. Whatever else a file holds is kept as it is. */
export const MODDLE_EXTENSIONS: Readonly<Record<string, unknown>> = { zeebe, yizhan: YIZHAN_MODDLE };
