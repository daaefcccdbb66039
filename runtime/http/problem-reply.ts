import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Response } from 'express';
import multer from 'multer';
import type { JsonValue, Text } from '../../engine/index.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Log } from '../seams/log.js';
import { RequestProblem, type FieldFault } from '../use-cases/request-problem.js';
import { languageOf } from './language.js';
import { problemOf } from './problem-table.js';

/** What is told about one refusal. */
interface Told {
  readonly code: string;
  readonly errors?: readonly FieldFault[];
  readonly text?: Text | undefined;
  readonly detail?: JsonValue | undefined;
}

/**
 * Sends problem+json (RFC 9457): `type`, `title`, `status`, `code`, `detail` (both languages), `errors` (pointer, code, text) and `traceId`.
 * Nothing of stack, path or query leaves the house; the language of `title` follows Accept-Language.
 */
export function sendProblem(response: Response, told: Told): void {
  const entry = problemOf(told.code);
  const text = told.text ?? entry.text;
  const language = languageOf(response.req.get('accept-language'));
  if (entry.retryAfter !== undefined) response.set('Retry-After', String(entry.retryAfter));
  response
    .status(entry.status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `/problems/${entry.code.toLowerCase().replaceAll('_', '-')}`,
        title: text[language],
        status: entry.status,
        code: entry.code,
        detail: text,
        errors: told.errors ?? [],
        ...(told.detail === undefined ? {} : { context: told.detail }),
        traceId: String(response.locals['traceId'] ?? ''),
      }),
    );
}

/** The last middleware: turns everything thrown into problem+json. What is not a refusal is logged with its cause. */
export function errorHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const told = tell(error);
    // Thrown before the request got its id: whoever reports it must have something to name.
    response.locals['traceId'] ??= randomUUID();
    const status = problemOf(told.code).status;
    if (status >= 500) {
      log.error('request-failed', { traceId: String(response.locals['traceId'] ?? ''), code: told.code }, error);
    }
    sendProblem(response, told);
  };
}

function tell(error: unknown): Told {
  if (error instanceof RequestProblem) return error;
  if (error instanceof PlatformError) return { code: error.code };
  if (error instanceof multer.MulterError)
    return { code: error.code === 'LIMIT_FILE_SIZE' ? 'TOO_LARGE' : 'BAD_REQUEST' };
  const type = typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : '';
  if (type === 'entity.too.large') return { code: 'TOO_LARGE' };
  if (type === 'entity.parse.failed') return { code: 'BAD_JSON' };
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
  if (status >= 400 && status < 500) return { code: status === 404 ? 'NOT_FOUND' : 'BAD_REQUEST' };
  return { code: 'INTERNAL' };
}
