import { type AddressInfo, createServer } from 'node:net'

/** Where nobody listens. */
export async function freeAddress(): Promise<string> {
  const holder = createServer()
  await new Promise<void>((listening) => holder.listen(0, '127.0.0.1', listening))
  const { port } = holder.address() as AddressInfo
  await new Promise((closed) => holder.close(closed))
  return `http://127.0.0.1:${port}`
}
