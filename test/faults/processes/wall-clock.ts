/**
 * Lets this process's wall clock jump, as an operator or a time server makes it jump: from here on
 * `Date` is this many milliseconds off. Import it before anything that reads the time.
 */
export function setWallClock(ms: number): void {
  offMs = ms
}

const RealDate = Date
let offMs = 0
const now = () => RealDate.now() + offMs

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
})
