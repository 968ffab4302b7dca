import { abortable } from './abortable.js'
import { wireMessage } from './wire-message.js'
import { errorField, serverMessages } from './server-output.js'
import type { EnginePackages } from './engine-packages.js'
import { EngineThread } from './engine-thread.js'
import { cachedImage } from './image-cache.js'
import { shippedImage } from './shipped-image.js'

/**
 * The image that a new database starts from. PostGIS is in it because creating that extension takes longer than everything
 * else together; `create extension if not exists` then finds it. The templates for further databases only take
 * space: PGlite cannot open a second one.
 */
const preparation = [
  'create extension postgis',
  'update pg_catalog.pg_database set datistemplate = false',
  'drop database template0',
  'drop database template1',
  'vacuum (full, freeze, analyze)',
]

/** Everything that the base image is made from. */
export function baseImageKey({ version }: EnginePackages): readonly string[] {
  return ['base', version, ...preparation]
}

/**
 * Takes the image of a new database from the cache or from this package, or makes it.
 *
 * @param onCreate - Called if it must be made, which takes seconds.
 */
export function baseImage(
  packages: EnginePackages,
  extensions: string,
  { onCreate, signal }: { readonly onCreate: () => void; readonly signal: AbortSignal | undefined },
): Promise<Uint8Array> {
  const key = baseImageKey(packages)
  return cachedImage({
    key,
    build: async () => {
      const shipped = await shippedImage(key)
      if (shipped !== null) return shipped
      onCreate()
      const thread = await EngineThread.start({ extensions, dataDir: null, image: null }, signal)
      const prepare = async () => {
        for (const statement of preparation) await run(thread, statement)
        return thread.dump()
      }
      try {
        return await abortable(signal, () => void thread.close(), prepare)
      } finally {
        await thread.close()
      }
    },
  })
}

async function run(thread: EngineThread, statement: string): Promise<void> {
  for (const { type, body } of serverMessages(await thread.execute(wireMessage('Q', `${statement}\0`)))) {
    if (type === 'E') throw new Error(`${statement}: ${errorField(body, 'M') ?? ''}`)
  }
}
