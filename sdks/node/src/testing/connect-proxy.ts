import { once } from 'node:events'
import { createServer, type IncomingMessage, request as requestFrom } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

export interface ConnectProxy {
  /** Without a login. */
  readonly url: string
  /** What it was asked for: `CONNECT flags.test:443`. */
  readonly asked: readonly string[]
  /** Whether it takes connections and never answers them. */
  hangs: boolean
  /** Undefined: anybody may pass. */
  login: string | undefined
  /** Whether tunnels are refused, as to any port but 443 by many. */
  refusesTunnels: boolean
  stop(): Promise<void>
}

/** A real proxy. Whatever name it is asked for leads to one port of this machine. */
export async function startConnectProxy(targetPort: number): Promise<ConnectProxy> {
  const target = { host: '127.0.0.1', port: targetPort }
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer()
  const proxy: ConnectProxy = {
    url: '',
    asked,
    hangs: false,
    login: undefined,
    refusesTunnels: false,
    async stop() {
      if (!server.listening) return
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }

  /** What it answers instead of letting somebody pass. */
  function refusalOf({ method, url, headers }: IncomingMessage): number | undefined {
    asked.push(`${method} ${url}`)
    if (method === 'CONNECT' && proxy.refusesTunnels) return 403
    const { login } = proxy
    const expected = login && `Basic ${Buffer.from(login).toString('base64')}`
    return expected === undefined || headers['proxy-authorization'] === expected ? undefined : 407
  }

  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('connect', (request, near: Socket) => {
    const refusal = refusalOf(request)
    if (proxy.hangs) return
    if (refusal) return near.end(`HTTP/1.1 ${refusal} no\r\n\r\n`)
    const far = connect(target, () => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n')
      near.pipe(far).pipe(near)
    })
    sockets.add(far)
    far.on('error', () => near.destroy())
    far.on('close', () => near.destroy())
    near.on('close', () => far.destroy())
  })
  server.on('request', (request, response) => {
    const refusal = refusalOf(request)
    if (proxy.hangs) return
    if (refusal) return response.writeHead(refusal).end()
    const { method = 'GET', url = '', headers } = request
    const { pathname } = new URL(url)
    const onward = requestFrom({ ...target, method, path: pathname, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return Object.assign(proxy, { url: `http://127.0.0.1:${port}` })
}
