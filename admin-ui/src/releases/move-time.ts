const time = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' })

/** `12:40:05`; over several days `Mon 24, 12:40:05`. In the reader's zone. */
export function moveTime(at: string, days: boolean): string {
  const moment = Date.parse(at)
  return days ? `${day.format(moment)}, ${time.format(moment)}` : time.format(moment)
}
