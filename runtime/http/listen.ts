import { createServer, type RequestListener, type Server } from 'node:http';

/** Listens with limits against slow clients. Resolves with the port; rejects with the system's error (EADDRINUSE ...). */
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
