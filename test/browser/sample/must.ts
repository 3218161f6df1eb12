import type { AdminApi } from '../../support/admin-api.ts'

/** A call that a sample rests on. @throws Error for an answer that is a refusal */
export async function must<T>(
  admin: AdminApi,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await admin.request<T>(method, path, body)
  if (answer.status < 300) return answer.body
  throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
}
