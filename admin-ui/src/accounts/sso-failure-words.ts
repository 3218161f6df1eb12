const SENTENCES: Readonly<Record<string, string>> = {
  unreachable: 'The sign-in provider did not answer. Try again in a moment.',
  expired: 'That took too long, or began in another browser. Start again.',
  failed: 'The sign-in provider’s answer could not be used. Start again.',
  unverified: 'The sign-in provider does not say that your e-mail address is verified.',
  domain: 'Your e-mail address is not of a domain that may sign in here.',
  'no-account': 'You have no account here yet. Ask an administrator to invite you.',
  another:
    'The account with your e-mail address is linked to somebody else at the sign-in provider, or to you as you were known there before. An administrator can look at it under Settings → People, and unlink it.',
  disabled: 'Your account is disabled. An administrator can enable it.',
}

/** What the server came back with from the provider, as `?sso=…`; null when there is nothing to say. */
export function ssoFailure(code: string | null): Error | null {
  if (code === null) return null
  return new Error(SENTENCES[code] ?? 'Signing in through the provider did not work. Start again.')
}
