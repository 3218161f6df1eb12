import { useSearchParams } from 'react-router'
import { type Moment, readMoment, writeMoment } from './moment.ts'

/** The moment in the address: a link asks what its sender asked. */
export function useMoment(): [moment: Moment, setMoment: (moment: Moment) => void] {
  const [params, setParams] = useSearchParams()
  const setMoment = (next: Moment) =>
    setParams((before) => writeMoment(next, before), { replace: true, preventScrollReset: true })
  return [readMoment(params), setMoment]
}
