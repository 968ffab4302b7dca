/**
 * The parts of the main entry point that stand without an engine. As an entry of the build, this file makes the bundler put
 * them into a file of their own: a bundle that needs only `newId` or a list of values then leaves all the rest out.
 */

export * from '../../generated/enums.js'
export * from '../../src/engine/statement/prepared-query.js'
export * from '../../src/errors.js'
export * from '../../src/input/currency.js'
export * from '../../src/pagination/each-item.js'
export * from '../../src/pagination/list-request.js'
export * from '../../src/pagination/page.js'
export * from '../../src/pagination/time-page.js'
export * from '../../src/repositories/analytics/event-types.js'
export * from '../../src/repositories/new-id.js'
export * from '../../src/repositories/notifications/notification.js'
export * from '../../src/repositories/payments/payment.js'
export * from '../../src/repositories/payments/split-amount.js'
