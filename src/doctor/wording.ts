/** Writes a duration, such as `3 min`. */
export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`
  if (seconds < 120) return `${Math.round(seconds)} s`
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`
  return `${Math.round(seconds / 86_400)} days`
}

/** Writes a size, such as `12 MB`. */
export function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1_024 && unit < units.length - 1) {
    value /= 1_024
    unit++
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value).toString()} ${units[unit] ?? ''}`
}

/** Writes a share, such as `35 %`. */
export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`
}

/** Writes a number with separators, such as `12,000`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-GB')
}

/** Writes a number with its noun, such as `1 row` and `2 rows`. */
export function countOf(value: number, noun: string): string {
  return `${count(value)} ${noun}${Math.round(value) === 1 ? '' : 's'}`
}
