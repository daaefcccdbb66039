import type { BrowserContext, Page, Response } from 'playwright-core';

/** What went wrong in the pages of one person, and how many pages were looked at. */
export interface Watch {
  readonly faults: string[];
  /** Addresses of the HTML documents that were opened, each judged for its Content-Security-Policy. */
  readonly documents: string[];
  /** Violations of the Content-Security-Policy; they stand among the faults as well. */
  readonly violations: string[];
  /** From now on faults that match are what the test wants to see: a refused request, say. */
  expect(pattern: RegExp): void;
}

/**
 * Watches every page of a context: errors in the console, exceptions, violations of the Content-Security-Policy, answers of 500 and above,
 * and documents whose policy is missing or allows `unsafe-eval` or `unsafe-inline` scripts.
 */
export async function watchContext(context: BrowserContext, who: string): Promise<Watch> {
  const faults: string[] = [];
  const documents: string[] = [];
  const violations: string[] = [];
  const expected: RegExp[] = [];
  const note = (text: string): void => {
    if (!expected.some((pattern) => pattern.test(text))) faults.push(`${who}: ${text}`);
  };
  await context.exposeBinding('noteViolation', (_source, text: string) => {
    violations.push(text);
    note(`policy violated: ${text}`);
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { noteViolation } = window as unknown as { noteViolation: (text: string) => void };
      noteViolation(`${event.violatedDirective} by ${event.blockedURI} in ${event.documentURI}`);
    });
  });
  const watchPage = (page: Page): void => {
    page.on('console', (message) => {
      if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => note(`exception: ${error.message}\n${error.stack ?? ''}`));
    page.on('response', (response) => {
      if (response.status() >= 500) note(`${response.status()} for ${response.request().method()} ${response.url()}`);
      if (response.request().resourceType() === 'document') judgeDocument(response);
    });
  };
  const judgeDocument = (response: Response): void => {
    const headers = response.headers();
    if (!(headers['content-type'] ?? '').startsWith('text/html')) return;
    documents.push(response.url());
    const fault = policyFault(headers['content-security-policy']);
    if (fault !== undefined) note(`${response.url()} ${fault}`);
  };
  context.on('page', watchPage);
  return { faults, documents, violations, expect: (pattern) => void expected.push(pattern) };
}

/** What is wrong with a Content-Security-Policy, as far as scripts go; undefined for a strict one. */
export function policyFault(policy: string | undefined): string | undefined {
  if (policy === undefined) return 'has no Content-Security-Policy';
  const directives = new Map(
    policy.split(';').map((part) => {
      const [name = '', ...sources] = part.trim().split(/\s+/);
      return [name, sources] as const;
    }),
  );
  const scripts = directives.get('script-src') ?? directives.get('default-src');
  if (scripts === undefined) return 'has no script-src';
  const loose = scripts.filter((source) => /unsafe-eval|unsafe-inline|^\*$|^https?:$|^data:$|^blob:$/.test(source));
  return loose.length === 0 ? undefined : `has a script-src with ${loose.join(' ')}`;
}
