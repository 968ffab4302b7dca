import { text } from './text.js'

/** Reads a currency code by the form of ISO 4217, since its list of codes changes. */
export const readCurrency = text({
  min: 3,
  max: 3,
  pattern: { matches: /^[A-Z]{3}$/, problem: 'must be an ISO 4217 code: three capital letters' },
})
