// An index.html from before an update asks for files that are gone: this says so where all would stay white.
addEventListener(
  'error',
  ({ target }) => {
    const root = document.getElementById('root')
    const notice = document.getElementById('loading-failed')
    const isCode = target instanceof HTMLScriptElement && target.type === 'module'
    if (!isCode || !notice || root?.childElementCount !== 0) return
    root.append(notice.content.cloneNode(true))
    root.querySelector('button').addEventListener('click', () => location.reload())
  },
  true,
)
