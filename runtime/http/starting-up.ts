import type { RequestListener } from 'node:http';

const PAGE = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<title>驿站正在启动 · Yizhan is starting</title>
<style>body{margin:0;min-height:100vh;display:grid;place-content:center;text-align:center;font:16px/1.6 sans-serif;padding:16px}</style>
<main>
<h1>驿站正在启动</h1>
<p>首次启动需要准备数据，通常不超过一分钟。准备好后页面会自动打开。</p>
<p lang="en">Yizhan is starting. The first start prepares the data, usually in less than a minute; the page opens by itself.</p>
</main>
</html>
`;

/**
 * Answers while the office is still being made: alive, not ready. Pages get a page that comes again by itself, everybody else 503 with
 * `{status: 'starting'}`. The port is taken first, so that a taken one is found out at once.
 */
export const startingUp: RequestListener = (request, response) => {
  const alive = request.url === '/healthz';
  const page = !alive && request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
  response.writeHead(alive ? 200 : 503, {
    'Content-Type': page ? 'text/html; charset=utf-8' : 'application/json',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    'Retry-After': '2',
  });
  response.end(page ? PAGE : JSON.stringify({ status: 'starting' }));
};
