import type { Configuration } from 'openid-client'
import type { SsoConfig } from './sso-config.ts'

/**
 * openid-client, loaded with the first sign-in: it is certified, checks issuer, nonce, PKCE and the
 * signature of the ID token, and brings neither SAML nor XML along, as better-auth's plugin would.
 */
type Library = typeof import('openid-client')

export interface Provider {
  readonly library: Library
  readonly configuration: Configuration
}

/** What somebody's word at their provider comes to. */
export interface Claims {
  readonly subject: string
  readonly email: string | undefined
  readonly emailVerified: boolean
  readonly name: string | undefined
}

const TIMEOUT_S = 10
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Keys and addresses of providers change: they are asked again after this long. */
const KNOWN_FOR_MS = 60 * 60_000

export interface Providers {
  /** Rejects when the provider cannot be reached, or is not the one it should be. */
  find(config: SsoConfig): Promise<Provider>
}

export function createProviders(now: () => number): Providers {
  const known = new Map<string, { readonly provider: Promise<Provider>; readonly at: number }>()
  return {
    find(config) {
      const key = JSON.stringify([config.issuer, config.clientId, config.clientSecret])
      const held = known.get(key)
      if (held && now() - held.at < KNOWN_FOR_MS) return held.provider
      const provider = discover(config)
      known.clear()
      known.set(key, { provider, at: now() })
      provider.catch(() => known.delete(key))
      return provider
    },
  }
}

async function discover({ issuer, clientId, clientSecret }: SsoConfig): Promise<Provider> {
  const library = await import('openid-client')
  const url = new URL(issuer)
  const insecure = url.protocol === 'http:' && LOOPBACK.has(url.hostname)
  const allow = insecure ? [library.allowInsecureRequests] : []
  const found = await library.discovery(url, clientId, clientSecret, undefined, {
    execute: allow,
    timeout: TIMEOUT_S,
  })
  const metadata = found.serverMetadata()
  // What OpenID Connect takes for granted; some take nothing but the other.
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const authentication = methods.includes('client_secret_basic')
    ? library.ClientSecretBasic(clientSecret)
    : library.ClientSecretPost(clientSecret)
  const configuration = new library.Configuration(metadata, clientId, clientSecret, authentication)
  configuration.timeout = TIMEOUT_S
  library.enableNonRepudiationChecks(configuration)
  for (const apply of allow) apply(configuration)
  return { library, configuration }
}

/** What is kept between leaving for the provider and coming back. */
export interface Errand {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly next: string
}

export async function leaveFor(
  { library, configuration }: Provider,
  redirectUri: string,
  next: string,
): Promise<{ url: URL; errand: Errand }> {
  const errand = {
    state: library.randomState(),
    nonce: library.randomNonce(),
    verifier: library.randomPKCECodeVerifier(),
    next,
  }
  const url = library.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: errand.state,
    nonce: errand.nonce,
    code_challenge: await library.calculatePKCECodeChallenge(errand.verifier),
    code_challenge_method: 'S256',
  })
  return { url, errand }
}

/** Rejects unless it is the answer to this errand, signed by this provider. */
export async function comeBack(
  { library, configuration }: Provider,
  at: URL,
  { state, nonce, verifier }: Errand,
): Promise<Claims> {
  const tokens = await library.authorizationCodeGrant(configuration, at, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const inToken = tokens.claims()
  if (!inToken) throw new Error('the provider sent no ID token')
  // Many providers tell the address only to who asks for it.
  const claims =
    inToken.email === undefined
      ? await library.fetchUserInfo(configuration, tokens.access_token, inToken.sub)
      : inToken
  return {
    subject: inToken.sub,
    email: textOf(claims.email),
    // A text with some providers.
    emailVerified: String(claims.email_verified) === 'true',
    name: textOf(claims.name),
  }
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined
}
