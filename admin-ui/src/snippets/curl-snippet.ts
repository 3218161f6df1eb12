import { apiPaths } from '../shared/api-paths.ts'

interface CurlFacts {
  readonly url: string
  readonly project: string
  readonly environment: string
  readonly flag: string
}

/** The server's own answer, with every step to it; for scripts, and to see why. */
export function curlSnippet({ url, project, environment, flag }: CurlFacts): string {
  return `curl -X POST '${url}/api/v1${apiPaths.explainFlag(project, environment, flag)}' \\
  -H "authorization: Bearer $BUNTING_API_TOKEN" \\
  -H 'content-type: application/json' \\
  -d '{"context":{"targetingKey":"user-42"}}'
`
}
