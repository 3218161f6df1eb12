import { cookieHeader, createPerson, keep, type Person } from './person.ts'

export interface Arrival {
  /** Path and query of the page of the admin UI where it ended. */
  readonly at: string
  /** As the server then answers `GET /me`. */
  readonly me: unknown
  /** Who arrived there, with their cookies. */
  readonly person: Person
}

/** A browser that follows every link it is given; ends at a page of the admin UI of `url`. */
export async function browse(
  url: string,
  path: string,
  jars = new Map<string, Map<string, string>>(),
): Promise<Arrival> {
  let at = new URL(path, url)
  for (let hops = 0; hops < 12; hops += 1) {
    const jar = jars.get(at.host) ?? new Map<string, string>()
    jars.set(at.host, jar)
    const response = await fetch(at, { redirect: 'manual', headers: { cookie: cookieHeader(jar) } })
    keep(jar, response)
    const location = response.headers.get('location')
    if (location === null) throw new Error(`${at} answered ${response.status} and leads nowhere`)
    at = new URL(location, at)
    if (at.origin === url && !at.pathname.startsWith('/api/')) {
      const person = createPerson(url, jar)
      const { body } = await person.request('GET', '/me')
      return { at: `${at.pathname}${at.search}`, me: body, person }
    }
  }
  throw new Error('no end to it')
}
