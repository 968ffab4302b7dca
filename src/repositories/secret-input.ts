import { text } from '../input/index.js'

/** Reads a secret of 256 random bits: 43 characters of base64url. */
export const readSecret = text({
  max: 43,
  pattern: { matches: /^[\w-]{43}$/, problem: 'must be a token of 43 characters' },
})
