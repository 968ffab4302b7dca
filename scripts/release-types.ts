/**
 * Compiles a service against the packed package with the versions of TypeScript that are supported: `npm run release:types`,
 * after `npm run build`.
 *
 * The declarations of every package are checked (`skipLibCheck: false`), under each `moduleResolution`. Without `--all`
 * these are the oldest and the newest version.
 */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { findPackageRoot } from '../src/setup/package-root.js'
import { installTarball } from './release/bundles/project.js'
import { compilerOptions, consumerCode, resolutions } from './release/types/consumer.js'

const run = promisify(execFile)
const versions = ['5.4', '5.5', '5.6', '5.7', '5.8', '5.9', '6.0', '7.0'] as const
/** TypeScript 6 says that node10 is on its way out, and 7 has given it up. */
const without: Readonly<Record<string, readonly string[]>> = { '6.0': ['node10'], '7.0': ['node10'] }

const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } })
const wanted = versions.filter(
  (version) => values.all || version === versions[0] || version === versions.at(-1),
)

await using project = await installTarball(findPackageRoot().directory)
const folder = join(project.directory, 'plain')
for (const extension of ['ts', 'mts', 'cts'])
  await writeFile(join(folder, `consumer.${extension}`), consumerCode)
const aliases = wanted.map((version) => `typescript-${version}@npm:typescript@~${version}.0`)
await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '@types/node@20', ...aliases], {
  cwd: project.directory,
})

let failures = 0
for (const version of wanted) {
  const compiler = join(project.directory, `node_modules/typescript-${version}/bin/tsc`)
  for (const resolution of resolutions) {
    if (without[version]?.includes(resolution.name) === true) continue
    const args = [compiler, ...compilerOptions(resolution), ...resolution.files]
    const problem = await run(process.execPath, args, { cwd: folder }).then(
      () => null,
      (error: unknown) =>
        error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error),
    )
    if (problem !== null) failures++
    console.log(
      `${problem === null ? 'passed' : 'FAILED'}: TypeScript ${version}, ${resolution.name}${problem === null ? '' : `\n${problem}`}`,
    )
  }
}
if (failures > 0) process.exitCode = 1
