import type { Status } from '@bunting/client'

/** Checks that a client's revisions only rise within an epoch, and that it never loses its flags. */
export function watchRevisions(
  who: string,
  violated: (guarantee: string) => void,
): (status: Status) => void {
  let before: { readonly epoch: string; readonly revision: number } | undefined

  return ({ epoch, revision }) => {
    if (epoch === undefined || revision === undefined) {
      if (before) violated(`G5: ${who} has lost its flags`)
      return
    }
    if (before?.epoch === epoch && revision < before.revision) {
      violated(`G4: ${who} went from ${epoch}.${before.revision} back to ${revision}`)
    }
    before = { epoch, revision }
  }
}
