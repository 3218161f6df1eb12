import type { Actor } from '../http/actor.ts'

/** Who applies what nobody applies by hand, and finds out what moved. */
export const SCHEDULE: Actor = {
  type: 'system',
  id: 'change-requests',
  name: 'Schedule',
  email: null,
  via: 'system',
}
