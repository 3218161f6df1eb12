/** Files and sockets that this process may have open at once; Infinity when nobody counts. */
export function openFileLimit(): number {
  if (!process.report) return Number.POSITIVE_INFINITY
  // Else it looks up the name of every peer. Node knows the option, its types do not.
  Object.assign(process.report, { excludeNetwork: true })
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | string } }
  }
  const soft = Number(userLimits?.open_files?.soft)
  return soft > 0 ? soft : Number.POSITIVE_INFINITY
}
