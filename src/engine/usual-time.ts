/** How far one measurement moves what is usual. */
const step = 1.4
/** Where it begins at most, in milliseconds: what is done for the first time takes longer than ever after. */
const longestFirstMs = 2

/**
 * Follows a time that is measured again and again to what it usually is, its median.
 *
 * One that is far off, because a lock or a busy machine held it up, says no more than one that is a little off; after a
 * dozen in a row the new time is the usual one.
 *
 * @param usualMs - what it was so far; 0 if nothing is known.
 */
export function followUsual(usualMs: number, measuredMs: number): number {
  if (usualMs === 0) return Math.min(measuredMs, longestFirstMs)
  return measuredMs > usualMs ? Math.min(measuredMs, usualMs * step) : Math.max(measuredMs, usualMs / step)
}
