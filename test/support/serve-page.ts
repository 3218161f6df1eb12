import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'vite'

export interface ServedPage {
  readonly url: string
  close(): Promise<void>
}

/** Bundles a script as a page's author would, and serves a page with it, at every path but its chunks'. */
export async function servePage(script: string): Promise<ServedPage> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, modulePreload: false, rolldownOptions: { input: script } },
  })
  if (!('output' in built)) throw new Error('vite built something else than one bundle')
  const chunks = new Map<string, string>()
  let entry = ''
  for (const part of built.output) {
    if (part.type !== 'chunk') continue
    chunks.set(`/${part.fileName}`, part.code)
    if (part.isEntry) entry = part.fileName
  }
  const html = `<!doctype html><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="/${entry}"></script>`
  const server = createServer((request, response) => {
    const code = chunks.get(request.url ?? '')
    response.setHeader('content-type', code === undefined ? 'text/html' : 'text/javascript')
    response.end(code ?? html)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
