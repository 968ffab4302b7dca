/** Operations a second, with three significant digits and thousands apart. */
export function rate(perSecond: number): string {
  return threeDigits(perSecond)
}

/** Milliseconds, with three significant digits. */
export function milliseconds(value: number): string {
  return threeDigits(value)
}

/** A ratio, such as `1.85 ×`; a dash where one of the two is missing. */
export function times(value: number | undefined, of: number | undefined): string {
  return value === undefined || of === undefined ? '–' : `${(value / of).toFixed(2)} ×`
}

/** A share in per cent. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`
}

function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(value, 1e-9))))
  const rounded = digits > 0 ? value.toFixed(digits) : String(Number(value.toPrecision(3)))
  const [whole = '', fraction] = rounded.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
