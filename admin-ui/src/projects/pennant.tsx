interface PennantProps {
  readonly tone: string
  readonly size?: number
}

/** The mark of an environment, in its colour. */
export function Pennant({ tone, size = 12 }: PennantProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      <path d="M1.5 1.5h9L6 11z" fill={tone} stroke={tone} strokeLinejoin="round" />
    </svg>
  )
}
