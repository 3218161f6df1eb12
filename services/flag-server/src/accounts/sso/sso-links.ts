const PREFIX = 'sso:'

/** As `like` has it: the links of every provider there ever was. */
export const SSO_LINKS = `${PREFIX}%`

/** What `account` calls the provider of a link. */
export function providerIdOf({ issuer }: { readonly issuer: string }): string {
  return `${PREFIX}${issuer}`
}

export function issuerOf(providerId: string): string {
  return providerId.slice(PREFIX.length)
}
