/**
 * For a server that runs as root from a folder that is closed to others: what Postgres's own user
 * must reach lies here instead. Not a temporary folder: those are cleaned, and this holds data.
 */
export const SHARED_HOME = '/var/lib/bunting'
