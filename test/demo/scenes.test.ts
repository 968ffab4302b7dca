import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sceneSource } from '../../src/demo/scene-source.js'
import { findPackageRoot } from '../../src/setup/package-root.js'

const root = findPackageRoot().directory
const folder = join(root, 'src/demo/scenes')
const names = (await readdir(folder)).map((file) => file.replace(/\.ts$/, ''))
const player = await readFile(join(root, 'src/cli/demo/play-scenes.ts'), 'utf8')

describe.each(names)('the code of the scene %s', (name) => {
  const functionName = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

  it('is the body of its function, as it stands in the file', async () => {
    const file = await readFile(join(folder, `${name}.ts`), 'utf8')
    const source = await sceneSource(name)
    const indented = source.replace(/^(?=.)/gm, '  ')
    expect(file).toMatch(new RegExp(`^export async function ${functionName}\\(`, 'm'))
    expect(file.endsWith(` {\n${indented}\n}\n`)).toBe(true)
  })

  it('is printed when that function runs', () => {
    expect(player).toContain(`import { ${functionName} } from '../../demo/scenes/${name}.js'`)
    expect(player).toMatch(new RegExp(`'${name}',\\s+\\(\\) =>\\s+${functionName}\\(`))
  })

  it('fits on a terminal of 80 columns', async () => {
    for (const line of (await sceneSource(name)).split('\n')) expect(line.length).toBeLessThanOrEqual(76)
  })
})
