// Runs before the first paint, so that a dark screen never flashes white. A file of its own: the
// content security policy allows no inline script.
;(() => {
  const key = 'bunting-color-scheme'
  let chosen = null
  try {
    chosen = localStorage.getItem(key)
  } catch {
    // Storage may be forbidden; then the system's scheme is used.
  }
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
