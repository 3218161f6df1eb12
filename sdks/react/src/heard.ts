import type { Client } from '@bunting/client'

/** Clients whose server has told them which flags are the newest. */
export const heard: WeakSet<Client> = new WeakSet<Client>()
