/** The factor by which one measurement moves the usual time. */
const step = 1.4
/** The longest first value, in milliseconds: the first run takes longer than all later ones. */
const longestFirstMs = 2

/**
 * Updates the usual value, the median, of a time that is measured repeatedly.
 *
 * A measurement that is far off, because of a lock or a busy machine, counts no more than one that is a little off.
 * After a dozen in a row, the new time is the usual one.
 *
 * @param usualMs - the usual value so far; 0 if there is none.
 */
export function followUsual(usualMs: number, measuredMs: number): number {
  if (usualMs === 0) return Math.min(measuredMs, longestFirstMs)
  return measuredMs > usualMs ? Math.min(measuredMs, usualMs * step) : Math.max(measuredMs, usualMs / step)
}
