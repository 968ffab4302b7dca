import { runInNewContext } from 'node:vm'

/** Reads the JSON that stands in a module's source as a string literal. */
export function readJsonLiteral(literal: string): unknown {
  return JSON.parse(String(runInNewContext(literal)))
}
