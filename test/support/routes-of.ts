import type { AppUnderTest } from './app-under-test.ts'

/** `GET /projects/:` – what a route is called where the names of its parameters do not matter. */
export function shapeOf(method: string, path: string): string {
  return `${method} ${path.replace(/:[^/]+/g, ':')}`
}

/**
 * Every route that the router has, asked of the router itself: whatever registered it, and whether or
 * not anybody was told. HEAD is left out: it is made of each GET.
 */
export function routesOf({ app }: Pick<AppUnderTest, 'app'>): ReadonlySet<string> {
  const found = new Set<string>()
  const above: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const drawn =
      /^(?<indent>(?:[│ ] {3})*)[├└]── (?<path>.*?)(?: \((?<methods>[A-Z, ]+)\))?$/.exec(line)
    if (!drawn?.groups) continue
    const { indent = '', path = '', methods } = drawn.groups
    const depth = indent.length / 4
    above.length = depth
    above.push(path)
    const whole = `/${above.join('')}`.replace(/\/+/g, '/')
    for (const method of methods?.split(', ') ?? []) {
      if (method !== 'HEAD') found.add(shapeOf(method, whole))
    }
  }
  return found
}
