/** A bug or a broken contract of the caller, by code; never a normal answer. Values that people can cause are Rejections or Incidents. */
export class PlatformError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = 'PlatformError';
    this.code = code;
  }
}
