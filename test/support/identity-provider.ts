import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type KoaContextWithOIDC, Provider } from 'oidc-provider'

export interface IdentityProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who signs in next, with what the provider says of them. */
  signsIn(claims: { sub: string; [claim: string]: unknown }): void
  close(): Promise<void>
}

/**
 * A real OpenID provider on a free port; whoever comes is signed in without being asked, and sent back
 * to `redirectUri`, as it was registered.
 */
export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const client = { client_id: 'bunting', client_secret: 'the-secret-of-the-client' }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  let next: { sub: string; [claim: string]: unknown } = { sub: 'nobody' }

  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [redirectUri], grant_types: ['authorization_code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['only for tests'] },
    jwks: { keys: [privateKey.export({ format: 'jwk' })] },
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 60,
      Grant: 60,
      IdToken: 60,
      Interaction: 60,
      Session: 60,
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: KoaContextWithOIDC, { uid }) => `/interaction/${uid}` },
    findAccount: (_: KoaContextWithOIDC, sub: string) => ({
      accountId: sub,
      claims: async () => ({ ...next, sub }),
    }),
  })
  const answer = provider.callback()

  async function letIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { prompt, params, session, grantId } = await provider.interactionDetails(
      request,
      response,
    )
    if (prompt.name === 'login') {
      await provider.interactionFinished(request, response, { login: { accountId: next.sub } })
      return
    }
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({
          accountId: session?.accountId ?? next.sub,
          clientId: String(params.client_id),
        })
    grant?.addOIDCScope('openid email profile')
    const result = { consent: { grantId: await grant?.save() } }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true })
  }

  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response)
    letIn(request, response).catch((error: unknown) => {
      response.statusCode = 500
      response.end(String(error))
    })
  })

  return {
    issuer,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    signsIn(claims) {
      next = claims
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
