import { constraints } from '../generated/constraints.js'
import { constraintRules } from './constraint-rules.js'
import type { ConstraintCatalogue } from './engine/failure/driver-error.js'
import { conflictRules } from './rules.js'

const refusing = Object.entries(constraintRules).map(
  ([name, rule]) => [name, { rule, sentence: conflictRules[rule] }] as const,
)

/** The constraints of the schema by name, and the rules that some of them stand for. */
export const knownConstraints: ConstraintCatalogue = { ...constraints, ...Object.fromEntries(refusing) }
