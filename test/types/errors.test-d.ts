/** What the compiler proves, by `npm run typecheck`: a constraint of the schema can be asked for by its name alone. */

import { expectTypeOf } from 'vitest'
import type { constraints } from '../../generated/constraints.js'
import type { constraintRules } from '../../src/constraint-rules.js'
import type { ConstraintError, ConstraintName, SoukError } from '../../src/index.js'

expectTypeOf<ConstraintName>().toEqualTypeOf<
  Exclude<keyof typeof constraints, keyof typeof constraintRules>
>()
expectTypeOf<ConstraintError['constraint']>().toEqualTypeOf<ConstraintName | null>()
expectTypeOf<ConstraintError>().toExtend<SoukError>()

declare const error: ConstraintError
expectTypeOf(error.constraint === 'users_email_key').toEqualTypeOf<boolean>()
// @ts-expect-error -- a misspelt name is no constraint of the schema
expectTypeOf(error.constraint === 'users_emial_key').toEqualTypeOf<boolean>()
// A service's own constraints are not known here.
expectTypeOf(error.constraintName === 'invoices_number_key').toEqualTypeOf<boolean>()
