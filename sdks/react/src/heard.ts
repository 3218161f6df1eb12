import type { BasicClient } from '@bunting/client'

/** Clients whose server has told them which flags are the newest. */
export const heard: WeakSet<BasicClient> = new WeakSet<BasicClient>()
