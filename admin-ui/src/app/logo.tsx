interface LogoProps {
  readonly size?: number
}

/** Three pennants on a string; the canary one is the flag that is out. */
export function Logo({ size = 24 }: LogoProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M1.5 7Q16 14 30.5 7"
        fill="none"
        stroke="var(--ink)"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
      <path d="M3.4 8.2l7.2 2.3-2.8 9z" fill="var(--ink)" />
      <path
        d="M11.7 10.9h8.6L16 25z"
        fill="var(--canary)"
        stroke="var(--canary-edge)"
        strokeWidth="0.9"
        strokeLinejoin="round"
      />
      <path d="M21.4 10.5l7.2-2.3-4.4 11.3z" fill="var(--ink)" />
    </svg>
  )
}
