import path, { type PlatformPath } from 'node:path'

/** A place in a `.sql` file. */
interface SourcePlace {
  readonly path: string
  /** Counted from 1. */
  readonly line: number
}

/**
 * Writes a link of a doc comment to the place of a query: `[sql/products.sql:42](../sql/products.sql#L42)`.
 *
 * Neither part depends on the working directory or the machine, so that every run writes the same. The line does change
 * with lines above the query, and then the module is stale and `--check` fails. That is wanted: a comparison that ignored
 * lines would let links lead to other queries. Only the module of the changed file is affected, and its comments hold the
 * SQL anyway.
 *
 * @param paths - The rules for paths.
 */
export function sourceLink(
  outDirectory: string,
  { path: file, line }: SourcePlace,
  paths: PlatformPath = path,
): string {
  const target = paths.relative(paths.resolve(outDirectory), paths.resolve(file))
  // No relative link leads to another drive.
  if (paths.isAbsolute(target)) return `${escaped(paths.basename(file))}:${line}`
  const parts = target.split(paths.sep)
  const label = parts.filter((part) => part !== '..').join('/')
  return `[${escaped(label)}:${line}](${parts.map(encoded).join('/')}#L${line})`
}

/** Escapes characters that would end or change a label. */
function escaped(label: string): string {
  return label.replace(/[\\[\]`*_<]/g, String.raw`\$&`)
}

function encoded(part: string): string {
  return encodeURIComponent(part).replace(/[()*]/g, (found) => `%${found.charCodeAt(0).toString(16)}`)
}
