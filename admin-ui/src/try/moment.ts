/** When a question is about: now, an instant, or the time of a revision. */
export type Moment =
  | { readonly kind: 'now' }
  | { readonly kind: 'at'; readonly at: string }
  | { readonly kind: 'revision'; readonly revision: number }

export const NOW: Moment = { kind: 'now' }

/** The moment in an address; what it makes up is now. */
export function readMoment(params: URLSearchParams): Moment {
  const revision = params.get('revision')
  if (revision !== null && /^\d{1,15}$/.test(revision)) {
    return { kind: 'revision', revision: Number(revision) }
  }
  const at = new Date(params.get('at') ?? '')
  return Number.isNaN(at.getTime()) ? NOW : { kind: 'at', at: at.toISOString() }
}

/** Parameters that are not the moment's stay. */
export function writeMoment(moment: Moment, params: URLSearchParams): URLSearchParams {
  const written = new URLSearchParams(params)
  written.delete('at')
  written.delete('revision')
  for (const [name, value] of Object.entries(momentFields(moment))) {
    written.set(name, String(value))
  }
  return written
}

/** As the API takes it. */
export function momentFields(moment: Moment): { at?: string; revision?: number } {
  switch (moment.kind) {
    case 'now':
      return {}
    case 'at':
      return { at: moment.at }
    case 'revision':
      return { revision: moment.revision }
  }
}
