import type { ReactNode } from 'react'

/** Flat drawings on a 160 × 112 sheet; the colours are the page's, so they follow light and dark. */
const DRAWINGS: Readonly<Record<string, ReactNode>> = {
  'nest-box': (
    <>
      <path className="bark" d="M77 86h6v26h-6z" />
      <path className="wood" d="M54 42h52v48H54z" />
      <path className="wood-shade" d="M90 42h16v48H90z" />
      <path className="roof" d="M46 44 80 18l34 26-4 5-30-22-30 22z" />
      <circle className="dark" cx="76" cy="58" r="8" />
      <path className="bark" d="M74 76h4v3h-4z" />
      <circle className="bark" cx="76" cy="77" r="2.5" />
    </>
  ),
  feeder: (
    <>
      <path className="line" d="M80 6v16" />
      <path className="roof" d="M58 32q22-18 44 0z" />
      <rect className="glass" x="64" y="32" width="32" height="56" rx="3" />
      <path className="seed" d="M66 54q14-6 28 0v30a2 2 0 0 1-2 2H68a2 2 0 0 1-2-2z" />
      <path className="roof" d="M56 86h48v5q-24 10-48 0z" />
      <path className="line" d="M52 66h12M96 76h12M96 60h10M54 78h10" />
      <path
        className="canary"
        d="M122 55q7-4 12 1l5 2-5 2q0 14-13 14-7 0-10-5l-8-1 9-5q6-3 10-8z"
      />
      <circle className="dark" cx="129" cy="58.5" r="1.3" />
    </>
  ),
  seeds: (
    <>
      <path className="paper" d="M54 30h52l4 68H50z" />
      <path className="paper-shade" d="M92 30h14l4 68H92z" />
      <path className="roof" d="M52 24h56v9H52z" />
      <g className="petal" transform="translate(78 64)">
        {[0, 45, 90, 135, 180, 225, 270, 315].map((turn) => (
          <ellipse key={turn} cy="-13" rx="4" ry="7.5" transform={`rotate(${turn})`} />
        ))}
      </g>
      <circle className="bark" cx="78" cy="64" r="8" />
      <path className="bark" d="M66 86h24v3H66z" />
    </>
  ),
  bath: (
    <>
      <path className="copper-shade" d="M75 58h10l4 40H71z" />
      <path className="copper" d="M38 46h84q-4 18-42 18T38 46z" />
      <ellipse className="copper-shade" cx="80" cy="46" rx="42" ry="7" />
      <ellipse className="water" cx="80" cy="46" rx="37" ry="5" />
      <path className="copper" d="M62 98h36l4 6H58z" />
      <path className="drop" d="M98 20q6 8 0 11-6-3 0-11zM110 28q4 6 0 8-4-2 0-8z" />
      <path className="ripple" d="M66 46q14-4 28 0" />
    </>
  ),
  binoculars: (
    <>
      <path className="bark" d="M54 34h18l6 50H46z" />
      <path className="bark" d="M88 34h18l8 50H82z" />
      <path className="dark" d="M52 26h21v9H52zM87 26h21v9H87z" />
      <path className="roof" d="M72 42h16v14H72z" />
      <path className="dark" d="M44 82h36v11H44zM80 82h36v11H80z" />
      <ellipse className="water" cx="62" cy="93" rx="14" ry="3.5" />
      <ellipse className="water" cx="98" cy="93" rx="14" ry="3.5" />
      <path className="line" d="M53 28Q30 34 34 60M107 28q23 6 19 32" />
    </>
  ),
  notebook: (
    <>
      <path className="paper-shade" d="M60 24h50v72H60z" />
      <path className="roof" d="M54 20h50a3 3 0 0 1 3 3v66a3 3 0 0 1-3 3H54z" />
      <path className="dark" d="M54 20h8v72h-8z" />
      <path className="canary" d="M96 20h3v72h-3z" />
      <path className="paper" d="M68 34h22v12H68z" />
      <path className="wood" d="m112 30 6 2-14 58-6-1.5z" />
      <path className="dark" d="m98 88.5 6 1.5-5 8z" />
    </>
  ),
}

export function ProductArt({ product }: { product: string }) {
  return (
    <svg className={`art art-${product}`} viewBox="0 0 160 112" aria-hidden="true">
      {DRAWINGS[product]}
    </svg>
  )
}
