// Keeps the pages themselves (never a reply of the API) so that they open without a signal.
const version = '__VERSION__'
const files = ['__FILES__']
const cacheName = `entas-shell-${version}`

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll(files))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldCaches().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/api/') || url.pathname === '/health') return
  event.respondWith(event.request.mode === 'navigate' ? page(event.request) : file(event.request))
})

/** The newest page when there is a signal, the kept one when there is none. */
async function page(request) {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match('/')) ?? Response.error()
  }
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request)
}

async function dropOldCaches() {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith('entas-shell-') && name !== cacheName)
  await Promise.all(old.map((name) => caches.delete(name)))
}
