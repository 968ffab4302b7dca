import { newId } from '../../../src/repositories/new-id.js'
import type { FileReportInput } from '../../../src/repositories/reports/report.js'
import type { Database } from '../../../src/database.js'
import { completedDeal } from './completed-deal.js'
import { sampleProduct, sampleStream } from './samples.js'
import { startChat } from './start-chat.js'

/** Something to report, and somebody who may. */
export interface ReportedThing {
  readonly given: FileReportInput
  /** The user whose thing it is. */
  readonly ownerId: string
}

type Kind = FileReportInput['subjectType']

/** A thing of each kind, of people whom nobody knows yet. */
export async function thingToReport(db: Database, subjectType: Kind): Promise<ReportedThing> {
  const { buyer, seller, product, conversation } = await startChat(db)
  const given = { reporterId: buyer.id, subjectType, reason: 'scam' } as const
  const of = (subjectId: string): ReportedThing => ({ given: { ...given, subjectId }, ownerId: seller.id })
  switch (subjectType) {
    case 'user':
      return of(seller.id)
    case 'product':
      return of(product.id)
    case 'stream':
      return of((await db.streams.create(sampleStream(seller.id))).id)
    case 'message': {
      const message = await db.messages.send({
        id: newId(),
        conversationId: conversation.id,
        senderId: seller.id,
        content: 'Pay outside of the app',
      })
      return of(message.id)
    }
    case 'review': {
      const { paymentId, sellerId, buyerId } = await completedDeal(db)
      const { id } = await db.reviews.write({ paymentId, reviewerId: sellerId, rating: 1, content: 'Rude' })
      return { given: { ...given, reporterId: buyerId, subjectId: id }, ownerId: sellerId }
    }
  }
}

/** A new product of a seller that somebody reported. */
export async function reportProduct(
  db: Database,
  sellerId: string,
  reporterId: string,
  more: Partial<FileReportInput> = {},
): Promise<string> {
  const { id } = await db.products.create(sampleProduct(sellerId))
  await db.reports.file({ reporterId, subjectType: 'product', subjectId: id, reason: 'scam', ...more })
  return id
}
