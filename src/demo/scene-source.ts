import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SetupError } from '../errors.js'
import { findPackageRoot } from '../setup/package-root.js'

/**
 * Reads the code of a scene, so that what the demo prints is what it runs.
 *
 * The build keeps the scenes' sources beside the bundled code.
 *
 * @param name - The name of the scene's file, without its extension.
 * @returns The body of the one function in it, with its own indentation.
 */
export async function sceneSource(name: string): Promise<string> {
  const build = import.meta.filename.endsWith('.ts') ? 'src' : 'dist'
  const file = join(findPackageRoot().directory, build, 'demo/scenes', `${name}.ts`)
  const [, body] = /^export async function [^]*? \{\n([^]*?)^\}\n/m.exec(await readFile(file, 'utf8')) ?? []
  if (body === undefined) throw new SetupError(`the package is incomplete: the demo's ${name}.ts`)
  return body.replace(/^ {2}/gm, '').trimEnd()
}
