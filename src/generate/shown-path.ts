import { isAbsolute, relative, sep } from 'node:path'

/** Returns a path for messages: relative within the working directory, whole outside of it, always with `/`. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path)
  const shown = short.startsWith('..') || isAbsolute(short) ? path : short
  return shown.split(sep).join('/')
}
