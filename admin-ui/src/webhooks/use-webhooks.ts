import type {
  NewWebhook,
  WebhookCreated,
  WebhookView,
} from '@bunting/flag-server/webhooks/webhook-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { isUnderWay } from './webhook-words.ts'

/** Nothing tells of a delivery that arrived: it is asked for until it has. */
const WATCH_MS = 1_000

interface Webhooks {
  readonly webhooks: readonly WebhookView[]
}

export function useWebhooks(project: string) {
  return useQuery({
    queryKey: queryKeys.webhooks(project),
    queryFn: ({ signal }) =>
      request<Webhooks>('GET', apiPaths.webhooks(project), undefined, signal),
    select: ({ webhooks }) => webhooks,
    refetchInterval: ({ state }) => (state.data?.webhooks.some(isUnderWay) ? WATCH_MS : false),
  })
}

/** The answer carries the secret, this once; it is kept nowhere but where it is shown. */
export function useCreateWebhook(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wanted: NewWebhook) =>
      request<WebhookCreated>('POST', apiPaths.webhooks(project), wanted),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.webhooks(project) }),
  })
}

export function useTestWebhook(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request<unknown>('POST', `${apiPaths.webhook(project, id)}/test`),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.webhooks(project) }),
  })
}

export function useDeleteWebhook(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request<void>('DELETE', apiPaths.webhook(project, id)),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.webhooks(project) }),
  })
}
