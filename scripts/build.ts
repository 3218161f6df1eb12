import { fileURLToPath } from 'node:url'
import { buildWhenStale } from './build-when-stale.ts'
import { builtServer } from './built-server.ts'
import { runNode } from './run-node.ts'

/**
 * `npm run build`: what is served and what serves it, each only if its sources are newer.
 * `build.ts server` leaves out what the server does without. `build.ts sdks` makes what is published
 * and nothing else: in here everybody uses the sources.
 */
const what = process.argv[2]
if (what === 'sdks') {
  await runNode(['scripts/bundle-sdks.ts'], fileURLToPath(new URL('..', import.meta.url)))
} else {
  await buildWhenStale('admin-ui', ['sdks'])
  await builtServer()
  if (what !== 'server') await buildWhenStale('examples/shop', ['sdks'])
}
