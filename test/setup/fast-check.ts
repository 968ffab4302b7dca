import fc from 'fast-check'

const asked = process.env['SOUK_TEST_SEED']

/**
 * Properties are tried with the same values each time, so that a run fails for what was changed and not by chance.
 * `SOUK_TEST_SEED=random npm test` looks for what nobody thought of; a number tries a run again.
 */
const seed = asked === 'random' ? Math.trunc(Math.random() * 2 ** 31) : Number(asked ?? 2026)
if (!Number.isSafeInteger(seed)) throw new Error('SOUK_TEST_SEED is neither a whole number nor "random"')

fc.configureGlobal({ seed })

export { fc }
