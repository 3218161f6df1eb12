import { useState } from 'react'

export interface Typed<Fields extends object> {
  /** What the server has, with what was typed over it. */
  readonly shown: Fields
  /** Only what was typed: what is sent. */
  readonly typed: Partial<Fields>
  readonly edited: boolean
  readonly set: (part: Partial<Fields>) => void
  readonly clear: () => void
}

/** Fields that follow the server until they are typed in. */
export function useTyped<Fields extends object>(held: Fields): Typed<Fields> {
  const [typed, setTyped] = useState<Partial<Fields>>({})
  return {
    shown: { ...held, ...typed },
    typed,
    edited: Object.keys(typed).length > 0,
    set: (part) => setTyped((before) => ({ ...before, ...part })),
    clear: () => setTyped({}),
  }
}
