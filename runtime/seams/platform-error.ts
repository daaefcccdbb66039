/** Codes of thrown platform errors: a bug or a failing infrastructure, never a rule of the business. */
export type PlatformErrorCode =
  | 'STORE_UNAVAILABLE'
  | 'STORE_FULL'
  | 'STORE_VERSION'
  | 'STORE_CLOSED'
  | 'COMMAND_CONFLICT'
  | 'VOTE_UNKNOWN'
  | 'VOTE_NOT_COUNTED'
  | 'BOX_CHANGED'
  | 'VOTE_STOPPED'
  | 'KEYS_MISSING'
  | 'SECRET_TOO_FEW'
  | 'PAPER_OPEN'
  | 'BUSY'
  | 'PROGRAM_UNKNOWN'
  | 'PACKAGE_BROKEN'
  | 'SEAL_BROKEN'
  | 'RECORD_BROKEN'
  | 'INSTANCE_QUARANTINED'
  | 'KEY_UNKNOWN'
  | 'REGISTER_UNKNOWN'
  | 'BAD_QUERY';

/**
 * Thrown when something outside the rules went wrong (house rule: rejection, incident, BPMN error, platform error are never mixed).
 * `code` is stable and mapped to problem+json in one table; `message` is for the log only and holds no personal data.
 */
export class PlatformError extends Error {
  readonly code: PlatformErrorCode;

  constructor(code: PlatformErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'PlatformError';
    this.code = code;
  }
}
