import { createServer, type RequestListener, type Server } from 'node:http';

/** Listens with limits against slow clients (`trust.md` S34). Resolves with the port; rejects with the system's error (EADDRINUSE ...). */
export function listen(
  app: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer(
    { headersTimeout: 15_000, requestTimeout: 60_000, maxHeaderSize: 16_384, keepAliveTimeout: 10_000 },
    app,
  );
  server.maxRequestsPerSocket = 1_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address !== null ? address.port : port });
    });
  });
}

/** Takes no new connection, lets requests finish for `graceMs`, then cuts the rest. */
export function stopListening(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Answers while the office is still being made: alive, not ready. The port is taken first, so that a taken one is found out at once. */
export const startingUp: RequestListener = (request, response) => {
  const alive = request.url === '/healthz';
  response.writeHead(alive ? 200 : 503, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'Retry-After': '2',
  });
  response.end(JSON.stringify({ status: 'starting' }));
};
