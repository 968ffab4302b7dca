import { cachedImage } from '../../../src/embedded/image-cache.js'

const image = await cachedImage({
  key: ['shared'],
  build: () => Promise.resolve(new Uint8Array(3_000_000).fill(0x78)),
})
console.log(image.length, String.fromCharCode(image[image.length - 1] ?? 0))
