import type { Database } from '../../database.js'
import type { Point } from '../../geo/geojson.js'
import { createListing } from '../../demo/scenes/create-listing.js'
import { haggle } from '../../demo/scenes/haggle.js'
import { listCamera } from '../../demo/scenes/list-camera.js'
import { nearestListings } from '../../demo/scenes/nearest-listings.js'
import { nextPage } from '../../demo/scenes/next-page.js'
import { refuseLatitude } from '../../demo/scenes/refuse-latitude.js'
import { writeMap } from '../../demo/scenes/write-map.js'
import { formatMoney } from './format-money.js'
import { listingTable } from './listing-table.js'
import { plainTable } from './plain-table.js'
import { recordStatements } from '../../engine/telemetry/record-statements.js'
import type { ScenePrinter } from './scene-printer.js'

/** A place to ten metres, for a table. */
function rounded(place: Point | null): string {
  return place === null ? 'nowhere' : place.coordinates.map((degrees) => degrees.toFixed(4)).join(', ')
}

/** Plays the scenes of the demo, each with the code that it runs. */
export async function playScenes(db: Database, geojson: string, printer: ScenePrinter): Promise<void> {
  const { seller, product } = await printer.play(
    'A seller and a listing, with their places',
    'create-listing',
    () => createListing(db),
  )
  printer.print(
    plainTable({
      columns: [
        { head: 'Created', width: 22 },
        { head: 'What the public sees of its place', width: 50 },
      ],
      rows: [
        [seller.username, rounded(seller.publicLocation)],
        [product.title, rounded(product.publicLocation)],
      ],
    }),
  )

  const nearest = await printer.play('The nearest listings around Dubai', 'nearest-listings', () =>
    nearestListings(db),
  )
  const { page } = nearest
  printer.print(listingTable(page.items))

  const map = await printer.play('The same as a map', 'write-map', () => writeMap(page, geojson))
  printer.print(`${geojson}\nbbox ${JSON.stringify(map.bbox?.map((degrees) => Number(degrees.toFixed(6))))}`)
  printer.remark('Any map viewer opens it: https://geojson.io, QGIS, a repository on GitHub.')

  const error = await printer.play('A latitude of 91 is refused', 'refuse-latitude', () =>
    refuseLatitude(db, seller.id, product.id),
  )
  printer.print(
    plainTable({
      columns: [
        { head: error?.name ?? 'No error', width: 18 },
        { head: '', width: 54 },
      ],
      rows: [
        ['error.code', error?.code ?? ''],
        ['error.field', error?.field ?? ''],
        ['error.message', error?.message ?? ''],
      ],
    }),
  )
  printer.remark('Nothing was sent: PostGIS would have folded 91 to 89 with a notice.')

  const next = await printer.play('The second page, by cursor', 'next-page', () => nextPage(db, nearest))
  if (next === null) printer.print('There is none: the first page holds all that is near.')
  else printer.print(listingTable(next.items, page.items.length + 1))

  await playSale(db, seller.id, printer)
}

/** Plays a sale, from the search to the payment. Each command is one statement. */
async function playSale(db: Database, sellerId: string, printer: ScenePrinter): Promise<void> {
  const { buyer, camera } = await printer.play('A buyer, and something to buy', 'list-camera', () =>
    listCamera(db, sellerId),
  )
  printer.print(`${camera.title}, ${formatMoney(camera.priceMinor, camera.currency)}, for ${buyer.username}`)

  const { result: payment, statements } = await recordStatements(() =>
    printer.play('Found, asked, haggled, paid', 'haggle', () => haggle(db, buyer.id)),
  )
  printer.print(
    plainTable({
      columns: [
        { head: '#', width: 3, align: 'right' },
        { head: 'Statement', width: 24 },
        { head: 'in', width: 24 },
        { head: 'Round trips', width: 14, align: 'right' },
      ],
      rows: statements.map(({ query, file, retries }, index) => [
        String(index + 1),
        query,
        `sql/${file ?? ''}`,
        String(1 + retries),
      ]),
    }),
  )
  if (payment === null) return
  const { amountMinor, platformFeeMinor, sellerPayoutMinor, currency, status } = payment
  const [amount, fee, payout] = [amountMinor, platformFeeMinor, sellerPayoutMinor].map((minor) =>
    formatMoney(minor, currency),
  )
  printer.print(`\n${amount} ${status}: ${fee} for the marketplace, ${payout} for the seller`)
  printer.remark('What belongs together is one statement: it happens, or nothing of it does.')
}
