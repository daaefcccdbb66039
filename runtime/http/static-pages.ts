import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Express, RequestHandler } from 'express';
import express from 'express';

/** What the server needs to know of the built web application: its folder, with `portal/index.html`, `staff/index.html` and `assets/`. */
export interface StaticParts {
  readonly app: Express;
  readonly folder: string;
}

const SQUEEZED = /^\/[\w.-]+\.(js|css|svg)$/;

/**
 * Serves the built pages: hashed assets for a year, the two shells never from a cache. Every path below `/staff` is the staff application,
 * every other path that is neither API nor a file is the residents' portal (`/v/<token>`, `/t`, `/services/...`). Scripts and styles go out
 * gzipped, as the build has squeezed them.
 */
export function serveStaticPages({ app, folder }: StaticParts): void {
  app.use(
    '/assets',
    squeezed(join(folder, 'assets')),
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '365d', index: false, fallthrough: true }),
  );
  app.get(['/staff', '/staff/*rest'], shell(folder, 'staff'));
  app.get(['/', '/*rest'], (request, response, next) => {
    if (/^\/(api|assets)(\/|$)/.test(request.path) || /\.\w{1,8}$/.test(request.path)) return next();
    return shell(folder, 'portal')(request, response, next);
  });
}

/** Leads to the `.gz` beside a file, for a client that takes it. */
function squeezed(folder: string): RequestHandler {
  return (request, response, next) => {
    const { path } = request;
    if (!SQUEEZED.test(path)) return next();
    response.vary('Accept-Encoding');
    if (request.acceptsEncodings('gzip') === 'gzip' && existsSync(join(folder, `${path}.gz`))) {
      response.type(extname(path));
      response.set('Content-Encoding', 'gzip');
      request.url = `${path}.gz`;
    }
    next();
  };
}

function shell(folder: string, page: 'portal' | 'staff'): RequestHandler {
  const file = join(folder, page, 'index.html');
  return (_request, response, next) => {
    if (!existsSync(file)) return next();
    response.set('Cache-Control', 'no-cache');
    response.sendFile(file, { dotfiles: 'allow' }, (error?: Error) => {
      if (error !== undefined && !response.headersSent) next(error);
    });
  };
}
