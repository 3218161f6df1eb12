import { act, type ReactNode } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { onTestFinished } from 'vitest'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

export interface Mounted {
  readonly container: HTMLElement
  readonly text: () => string
  render(element: ReactNode): void
  unmount(): void
}

/** Renders into a new element of the page; gone when the test is. */
export function mount(element: ReactNode): Mounted {
  const container = newElement()
  const root = createRoot(container)
  act(() => root.render(element))
  return mounted(container, root)
}

/** Hydrates server-rendered markup; what React has to mend lands in `mended`. */
export function hydrate(
  markup: string,
  element: ReactNode,
): Mounted & { readonly mended: readonly unknown[] } {
  const container = newElement()
  container.innerHTML = markup
  const mended: unknown[] = []
  const onRecoverableError = (error: unknown) => mended.push(error)
  let root: Root | undefined
  act(() => {
    root = hydrateRoot(container, element, { onRecoverableError })
  })
  if (!root) throw new Error('act did not run')
  return { ...mounted(container, root), mended }
}

function newElement(): HTMLElement {
  const element = document.createElement('div')
  document.body.append(element)
  return element
}

function mounted(container: HTMLElement, root: Root): Mounted {
  let alive = true
  const unmount = () => {
    if (alive) act(() => root.unmount())
    alive = false
    container.remove()
  }
  onTestFinished(unmount)
  return {
    container,
    text: () => container.textContent ?? '',
    render: (element) => act(() => root.render(element)),
    unmount,
  }
}
