import type { Text } from '../model/text.js';
import type { FeelPosition } from './feel-problem.js';

/** Something about an expression that its author should know. `code` is stable; none of them keeps it from running. */
export interface FeelFinding {
  readonly code:
    | 'UNKNOWN_NAME'
    | 'UNKNOWN_FUNCTION'
    | 'UNKNOWN_MEMBER'
    | 'UNKNOWN_TYPE'
    | 'WRONG_TYPE'
    | 'WRONG_ARGUMENTS'
    | 'BAD_LITERAL'
    | 'FULL_WIDTH_SIGN'
    | 'ALWAYS_TRUE'
    | 'ALWAYS_FALSE';
  readonly message: Text;
  readonly position: FeelPosition;
}
