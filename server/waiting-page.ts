import type { IncomingMessage, ServerResponse } from 'node:http'

// Before the doors open no words are loaded: one small page in both languages.
const page = `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="1">
<title>Entas</title>
</head>
<body>
<main>
<h1>Entas sedang dibuka</h1>
<p>Pangkalan data sedang disiapkan. Halaman ini terbuka sendiri sebentar lagi.</p>
<p lang="en">Entas is opening. This page goes on by itself in a moment.</p>
</main>
</body>
</html>
`

/** Answers everything with 503 while the floor opens or closes. */
export function waitingPage(request: IncomingMessage, response: ServerResponse): void {
  const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
  response.writeHead(503, {
    'content-type': wantsPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'retry-after': '1',
  })
  const state = request.url === '/health' ? { state: 'opening' } : { code: 'kernel.not-ready' }
  response.end(wantsPage ? page : JSON.stringify(state))
}
