export function Bird({ className }: { className?: string }) {
  return (
    <svg className={className} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M22 8.3 19.4 7A4.7 4.7 0 0 0 10.8 7.6C10.2 8.9 9.3 9.8 7.9 10.7L1.8 14.6C1.2 15 1.4 15.9 2.1 16L6.2 16.4C7.5 18.3 9.7 19.5 12.2 19.5 16.5 19.5 19.8 16.3 19.8 12V9.6L22 8.9C22.4 8.8 22.4 8.5 22 8.3Z" />
      <circle className="eye" cx="15.9" cy="7.7" r="1.1" />
    </svg>
  )
}
