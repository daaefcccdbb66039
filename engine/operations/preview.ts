import { transition } from '../core/transition.js';
import type { Rejection } from '../model/rejection.js';
import type { Program } from '../model/program.js';
import type { InstanceState } from '../model/state.js';
import type { Text } from '../model/text.js';
import type { OperationCommand } from './operations.js';
import type { Prospect } from './prospect.js';
import { SENTENCES } from './sentences.js';

/**
 * What an operation would do, in one sentence in both languages, or why it would be refused. Pure: nothing happens, the outcome is
 * thrown away. A reason that is still to be asked for does not matter here.
 */
export function preview(
  program: Program,
  state: InstanceState | undefined,
  command: OperationCommand,
): Text | Rejection {
  const asked = { ...command, reason: command.reason ?? '…' };
  const outcome = transition(program, state, asked);
  if (!outcome.ok) return outcome.rejection;
  const say = SENTENCES[command.type] as (prospect: Prospect) => Text;
  return say({ program, before: state ?? outcome.state, after: outcome.state, command: asked });
}
