import { buildWhenStale } from './build-when-stale.ts'
import { builtServer } from './built-server.ts'

/**
 * `npm run build`: what is served and what serves it, each only if its sources are newer.
 * `build.ts server` leaves out what the server does without.
 */
await buildWhenStale('admin-ui', ['sdks'])
await builtServer()
if (process.argv[2] !== 'server') await buildWhenStale('examples/shop', ['sdks'])
