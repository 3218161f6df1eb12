import { once } from 'node:events'
import { createServer } from 'node:net'

/** Whoever listens there already would be taken for ours. @throws Error that says what to do */
export async function expectFreePort(port: number, variable: string): Promise<void> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE') throw new Error(`${variable}=${port}: ${message}`)
    throw new Error(
      `Port ${port} is in use, perhaps by npm start or another demo. Stop that with Ctrl-C: the demo brings a\n` +
        `server of its own, on the same data. Or set PORT, SHOP_PORT and DATA_DIR to others.`,
    )
  }
  server.close()
  await once(server, 'close')
}
