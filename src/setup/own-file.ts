/**
 * Returns the path of the file that this code is in: a file of the sources or of the build, or a bundle of a service; null
 * in a bundle whose format does not tell it.
 */
export function ownFile(): string | null {
  const file: unknown = import.meta.filename
  return typeof file === 'string' ? file : null
}
