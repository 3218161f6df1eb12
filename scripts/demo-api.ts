/** A call of the admin API. @throws Error for a status that is not expected */
export type DemoApi = <Answer = unknown>(
  method: string,
  path: string,
  expected: readonly number[],
  body?: object,
) => Promise<Answer>

export const FLAGS = '/api/v1/projects/default/flags'

/** The demo plays in production: that is where a kill switch matters. */
export const ENVIRONMENT = '/api/v1/projects/default/environments/production'

/** The admin API of the flag server at `url`. */
export function demoApi(url: string, token: string): DemoApi {
  return async (method, path, expected, body) => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (expected.includes(answer.status)) return JSON.parse(text)
    throw new Error(`${method} ${path} answered ${answer.status}: ${sentenceOf(text)}`)
  }
}

/** What a problem says to people; else all of it. */
function sentenceOf(text: string): string {
  try {
    return JSON.parse(text).detail ?? text
  } catch {
    return text
  }
}
