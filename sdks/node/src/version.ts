/** What the server sees connected. */
export const SDK = { name: '@bunting/node', version: '0.1.0' } as const
