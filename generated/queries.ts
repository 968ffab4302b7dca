/** Every query. Made by souk-db generate; never edit. */

import type { PreparedQuery } from '../src/engine/prepared-query.js'
import {
  checkHealth,
} from './health.queries.js'
import {
  createProduct,
  createProducts,
  findProduct,
  listProductsByIds,
  updateProduct,
  markProductSold,
  markProductAvailable,
  deleteProduct,
  listProductsBySeller,
  listProductFeed,
  listProductsNearby,
} from './products.queries.js'
import {
  createUser,
  createUsers,
  findUser,
  findUserByEmail,
  findUserByUsername,
  listUsersByIds,
  findCredentials,
  updateUser,
  setUserActive,
  recordLogin,
  deleteUser,
} from './users.queries.js'

/** Every query of the folder, by name: `createDatabase({ queries })` lists them in `db.queries`. */
export const queries: readonly PreparedQuery<unknown, unknown>[] = [
  checkHealth,
  createProduct,
  createProducts,
  createUser,
  createUsers,
  deleteProduct,
  deleteUser,
  findCredentials,
  findProduct,
  findUser,
  findUserByEmail,
  findUserByUsername,
  listProductFeed,
  listProductsByIds,
  listProductsBySeller,
  listProductsNearby,
  listUsersByIds,
  markProductAvailable,
  markProductSold,
  recordLogin,
  setUserActive,
  updateProduct,
  updateUser,
]
