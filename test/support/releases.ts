import type { NewRelease, ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { type AdminApi, PRODUCTION } from './admin-api.ts'

export interface Releases {
  /** Plans a release of the flag and starts it. */
  start(flag: string, release: NewRelease): Promise<ReleaseDetail>
  find(id: string): Promise<ReleaseDetail>
}

export function releasesOf(admin: AdminApi): Releases {
  return {
    async start(flag, release) {
      const path = `${PRODUCTION}/flags/${flag}/releases`
      const { status, body } = await admin.request<ReleaseDetail>('POST', path, {
        ...release,
        start: true,
      })
      if (status !== 201) throw new Error(`POST ${path}: ${status} ${JSON.stringify(body)}`)
      return body
    },
    async find(id) {
      return (await admin.request<ReleaseDetail>('GET', `${PRODUCTION}/releases/${id}`)).body
    },
  }
}

/** Half of everybody for an hour, then all. */
export const HALF: NewRelease = {
  strategy: 'custom',
  stages: [
    { share: 50_000, bakeMs: 3_600_000 },
    { share: 100_000, bakeMs: 0 },
  ],
  guards: [{ kind: 'errors' }],
}
