import type { Text } from '../model/text.js';

/** One thing wrong with a submission: the place, a stable code, and a sentence that names the field by its title. */
export interface SubmissionFault {
  readonly pointer: string;
  readonly code: string;
  readonly text: Text;
}
