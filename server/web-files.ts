import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { kernelProblem } from '../core/kernel/problem.ts'

const built = fileURLToPath(new URL('../web/dist/', import.meta.url))

/** The built pages. A path without a file is a page of its own: the browser's router reads it. */
export async function registerWebFiles(app: FastifyInstance): Promise<void> {
  if (!existsSync(path.join(built, 'index.html'))) return
  await app.register(fastifyStatic, {
    root: built,
    wildcard: false,
    // '/' too is answered below: no directory has an index of its own.
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => {
      // Names under assets/ carry a digest of their content: they never change.
      const forEver = path.relative(built, file).startsWith(`assets${path.sep}`)
      reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/*', (request, reply) => {
    if (!isPage(request)) throw kernelProblem('kernel.not-found')
    return reply.sendFile('index.html')
  })
}

function isPage(request: FastifyRequest): boolean {
  const [asked = ''] = request.url.split('?')
  // The code of a village has points too (19.01.02.2004), but no file ends in digits only.
  return !asked.startsWith('/api/') && !/\.[a-z]\w*$/i.test(asked)
}
