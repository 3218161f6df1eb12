interface Field {
  readonly label: string
  readonly value: string
  readonly autoComplete: string
}

interface Step {
  readonly title: string
  readonly fields: readonly Field[]
}

export const LEGACY_STEPS: readonly Step[] = [
  {
    title: 'Delivery address',
    fields: [
      { label: 'First name', value: 'Ana', autoComplete: 'given-name' },
      { label: 'Last name', value: 'Finch', autoComplete: 'family-name' },
      { label: 'Street and number', value: '12 Orchard Lane', autoComplete: 'address-line1' },
      { label: 'Postal code', value: '04109', autoComplete: 'postal-code' },
      { label: 'Telephone', value: '+49 341 555 0100', autoComplete: 'tel' },
    ],
  },
  {
    title: 'Payment',
    fields: [
      { label: 'Name on card', value: 'Ana Finch', autoComplete: 'cc-name' },
      { label: 'Card number', value: '4242 4242 4242 4242', autoComplete: 'cc-number' },
      { label: 'Valid until', value: '12 / 31', autoComplete: 'cc-exp' },
    ],
  },
  {
    title: 'Confirmation',
    fields: [{ label: 'Remarks', value: 'Please ring twice', autoComplete: 'off' }],
  },
]

export function LegacyFields({ step }: { step: number }) {
  const { title, fields } = LEGACY_STEPS[step] ?? { title: '', fields: [] }
  return (
    <fieldset key={step}>
      <legend>
        Step {step + 1} of {LEGACY_STEPS.length}: {title}
      </legend>
      {fields.map(({ label, value, autoComplete }) => (
        <label key={label}>
          {label}
          <input name={label} defaultValue={value} autoComplete={autoComplete} required />
        </label>
      ))}
    </fieldset>
  )
}
