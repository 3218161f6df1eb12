/** Most counts in a batch. */
export const MAX_COUNTS = 500

/** Most a batch may have waited: a day, in milliseconds. */
export const MAX_AGO_MS = 86_400_000

/** Most units in one observation of a release, … */
export const MAX_UNITS = 2_000

/** … and most observations in a batch. */
export const MAX_OBSERVATIONS = 50
