import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

// The floor: bytes and headers that are there already, and one comparison.
const [, , folder = ''] = process.argv
const body = readFileSync(`${folder}/body`)
const headers: Record<string, string> = JSON.parse(readFileSync(`${folder}/headers.json`, 'utf8'))
const { 'content-length': _, 'content-encoding': __, ...unchanged } = headers
const server = createServer((request, response) => {
  if (request.headers['if-none-match'] === headers.etag) response.writeHead(304, unchanged).end()
  else response.writeHead(200, headers).end(body)
})
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
process.once('SIGTERM', () => process.exit(0))
