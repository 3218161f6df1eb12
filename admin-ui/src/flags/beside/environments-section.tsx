import { IconEqualNot } from '@tabler/icons-react'
import { usePlace } from '../../projects/place.tsx'
import { usePageFlag } from '../flag-page.tsx'
import styles from './beside.module.css'
import { BesideCellReading } from './beside-cell.tsx'
import { besideRows } from './beside-rows.ts'
import { EnvironmentHead } from './environment-head.tsx'

/** What every environment does with the flag, beside each other, with what differs marked. */
export function EnvironmentsSection() {
  const flag = usePageFlag()
  const { project, environment: inView } = usePlace()
  const shown = project.environments.filter(({ key }) => flag.environments[key])
  const rows = besideRows(
    flag,
    shown.map(({ key }) => key),
    inView.key,
  )
  const ruleCount = rows.filter(({ key }) => key.startsWith('rule ')).length
  const same = rows.every(({ cells }) => cells.every(({ differs }) => !differs))
  return (
    <section className={styles.section} aria-label="Environments beside each other">
      <p className={styles.about}>
        {same ? (
          'Every environment has the same rules and percentages.'
        ) : (
          <>
            <Differs /> marks what differs from {inView.name}, the environment in view.
          </>
        )}
      </p>
      {/* Many environments scroll; a scrolling region must be within reach of the keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section className={styles.scroll} tabIndex={0} aria-label="Comparison">
        <table className={styles.table}>
          <thead>
            <tr>
              <td />
              {shown.map((environment) => {
                const configuration = flag.environments[environment.key]
                return (
                  <th key={environment.key} scope="col">
                    {configuration && (
                      <EnvironmentHead
                        flag={flag.key}
                        environment={environment}
                        configuration={configuration}
                      />
                    )}
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label, cells }) => (
              <tr key={key}>
                {label && (
                  <th scope="row" rowSpan={label === 'Rules' ? ruleCount : 1}>
                    {label}
                  </th>
                )}
                {cells.map(({ environment, cell, differs }) => (
                  <td
                    key={environment}
                    data-differs={differs || undefined}
                    data-off={!flag.environments[environment]?.on || undefined}
                  >
                    {differs && <Differs from={inView.name} />}
                    {cell ? (
                      <BesideCellReading
                        cell={cell}
                        offVariant={flag.environments[environment]?.offVariant ?? ''}
                      />
                    ) : (
                      <span className={styles.none}>–</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}

function Differs({ from }: { readonly from?: string }) {
  return (
    <span className={styles.mark} title={from && `Differs from ${from}`}>
      <IconEqualNot size={14} aria-label={from ? `Differs from ${from}:` : 'This sign'} />
    </span>
  )
}
