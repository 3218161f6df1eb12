import type { FastifyBaseLogger } from 'fastify'
import type { Transporter } from 'nodemailer'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface MailConfig {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
  readonly smtpUrl: string
  /** `Bunting <flags@shop.example>` */
  readonly from: string
}

/** Sends mail, if somebody said through what. */
export interface Mailer {
  readonly configured: boolean
  /** Resolves with whether a mail server took it; what was wrong is in the log. */
  send(mail: Mail): Promise<boolean>
}

const TIMEOUT_MS = 10_000

export function createMailer(config: MailConfig | undefined, log: FastifyBaseLogger): Mailer {
  let transport: Promise<Transporter> | undefined

  /** Loaded with the first mail: most starts of the server send none. */
  async function connect({ smtpUrl }: MailConfig): Promise<Transporter> {
    const { createTransport } = await import('nodemailer')
    return createTransport({
      url: smtpUrl,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    })
  }

  return {
    configured: config !== undefined,
    async send(mail) {
      if (!config) return false
      try {
        transport ??= connect(config)
        // Plain text, with the newlines of addresses and names taken care of by the library.
        await (await transport).sendMail({ from: config.from, ...mail })
        return true
      } catch (error) {
        log.error({ err: error }, 'a mail was not sent; look at SMTP_URL and MAIL_FROM')
        return false
      }
    },
  }
}
