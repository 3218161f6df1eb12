import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { waitFor } from './wait-for.ts'

export interface Letter {
  readonly to: readonly string[]
  /** As it came, with soft line breaks undone. */
  readonly text: string
}

export interface Mailbox {
  readonly url: string
  readonly letters: readonly Letter[]
  /** The first letter to this address; waits for it. */
  letterTo(address: string): Promise<Letter>
  close(): Promise<void>
}

/** A mail server that keeps what it is given. */
export async function openMailbox(): Promise<Mailbox> {
  const letters: Letter[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        letters.push({ to, text: plain(Buffer.concat(chunks).toString()) })
        done()
      })
    },
  })
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    letterTo: (address) =>
      waitFor(() => letters.find(({ to }) => to.includes(address)), {
        what: `a letter to ${address}`,
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Quoted-printable, of which our mails need the line breaks and `=`. */
function plain(message: string): string {
  return message.replaceAll('=\r\n', '').replaceAll('=3D', '=')
}
