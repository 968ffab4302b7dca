import type { PlanSubject } from './plan-case.js'
import { products } from './products.js'
import { streams } from './streams.js'
import { users } from './users.js'
import { verifications } from './verifications.js'

/** In the order in which they are seeded: what is pointed to comes first. */
export const subjects: readonly PlanSubject[] = [users, products, streams, verifications]
