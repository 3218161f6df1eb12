import http, { type ClientRequestArgs } from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { HttpProxy } from './proxy.ts'

export type CreateConnection = NonNullable<ClientRequestArgs['createConnection']>

/**
 * Connects to a server through a proxy, by CONNECT. Our own, because the agents there are keep the
 * process from ending while a proxy does not answer: nobody else can reach that socket.
 * @param toServer whether TLS is spoken to the server; to the proxy it is what the proxy says
 */
export function tunnelThrough(
  proxy: HttpProxy,
  toServer: 'tls' | 'plain',
  timeoutMs: number,
): CreateConnection {
  return (options, connected) => {
    const { host: name, port } = options
    const host = name ?? 'localhost'
    const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
    const request = requestTo(proxy, { method: 'CONNECT', path: authority, setHost: false })
    request.setHeader('host', authority)

    const failed = (why: string) => {
      clearTimeout(limit)
      connected(new Error(`proxy ${proxy.name}: ${why}`), undefined as never)
    }
    const limit = setTimeout(() => {
      request.destroy(new Error(`no answer within ${timeoutMs} ms`))
    }, timeoutMs).unref()

    request.on('error', (error: NodeJS.ErrnoException) => failed(error.message || `${error.code}`))
    request.on('connect', ({ statusCode = 0 }, socket, head) => {
      clearTimeout(limit)
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy()
        return failed(`it answers ${statusCode}`)
      }
      if (head.length > 0) socket.unshift(head)
      if (toServer === 'plain') return connected(null, socket)
      const servername = isIP(host) === 0 ? host : ''
      connected(null, connectTls({ host, socket, servername }))
    })
    request.end()
    return undefined
  }
}

/** A request to the proxy itself, on a connection that never keeps the process from ending. */
export function requestTo(proxy: HttpProxy, options: ClientRequestArgs): http.ClientRequest {
  const { secure, hostname: host, port, authorization } = proxy
  const request = (secure ? https : http).request({ agent: false, ...options, host, port })
  if (authorization !== undefined) request.setHeader('proxy-authorization', authorization)
  request.on('socket', (socket) => socket.unref())
  return request
}
