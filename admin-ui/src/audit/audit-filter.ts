/** What the list of changes shows, as the API takes it; what is absent does not matter. */
export interface AuditFilter {
  readonly environment?: string | undefined
  readonly flag?: string | undefined
  readonly segment?: string | undefined
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly targetType?: string | undefined
  readonly via?: string | undefined
  readonly search?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Those that a person sets; they live in the address. */
const IN_ADDRESS = ['actor', 'action', 'targetType', 'via', 'search', 'from', 'to'] as const
export type ChosenFilter = Pick<AuditFilter, (typeof IN_ADDRESS)[number]>

export function readAuditFilter(params: URLSearchParams): ChosenFilter {
  return Object.fromEntries(
    IN_ADDRESS.flatMap((name) => {
      const value = params.get(name)
      return value ? [[name, value]] : []
    }),
  )
}

/** The address with another filter; what else it says stays. */
export function writeAuditFilter(filter: ChosenFilter, params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const name of IN_ADDRESS) {
    const value = filter[name]
    if (value) next.set(name, value)
    else next.delete(name)
  }
  return next
}

/** As the API is asked. */
export function auditParams(filter: AuditFilter): URLSearchParams {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => !!entry[1])
  return new URLSearchParams(given)
}

export function isFiltered(filter: ChosenFilter): boolean {
  return IN_ADDRESS.some((name) => filter[name])
}
