import { isAbsolute, relative, sep } from 'node:path'

/** A path as messages show it: short inside the working folder, whole outside, with `/` on every system. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path)
  const shown = short.startsWith('..') || isAbsolute(short) ? path : short
  return shown.split(sep).join('/')
}
