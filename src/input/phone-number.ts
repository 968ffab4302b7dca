import { text } from './text.js'

/** Reads a phone number in E.164. */
export const phoneNumber = text({
  max: 16,
  pattern: {
    matches: /^\+[1-9][0-9]{6,14}$/,
    problem: 'must be a number in E.164, such as + and 7 to 15 digits',
  },
})
