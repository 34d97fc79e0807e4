/**
 * Lets the pages open without a signal. Browsers allow it only over https and on this machine;
 * elsewhere nothing is registered and everything else works the same.
 */
export function startServiceWorker(): void {
  if (!import.meta.env.PROD || !isSecureContext || !('serviceWorker' in navigator)) return
  navigator.serviceWorker.register('/sw.js').catch(() => {
    // Forbidden by a policy of the browser: the pages then need a signal, as before.
  })
}
