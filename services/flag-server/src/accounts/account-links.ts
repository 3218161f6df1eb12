/** Where links lead. The token is after the hash, so that it reaches no log of a server or a proxy. */
export function invitationLink(publicUrl: string, token: string): string {
  return `${publicUrl}/invitation#token=${token}`
}

export function resetLink(publicUrl: string, token: string): string {
  return `${publicUrl}/new-password#token=${token}`
}
