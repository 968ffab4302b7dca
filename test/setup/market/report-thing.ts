import { newId } from '../../../src/repositories/new-id.js'
import type { FileReportInput } from '../../../src/repositories/reports/report.js'
import type { Database } from '../../../src/database.js'
import { query } from '../query.js'
import { sampleProduct, sampleStream } from './samples.js'
import { startChat } from './start-chat.js'

/** Something to report, and somebody who may. */
export interface ReportedThing {
  readonly given: FileReportInput
  /** The user whose thing it is. */
  readonly ownerId: string
}

type Kind = FileReportInput['subjectType']

const insertReview = query<Readonly<Record<'id' | 'reviewerId' | 'revieweeId', string>>, object>(
  'insert into reviews (id, reviewer_id, reviewee_id) values (:id!, :reviewerId!, :revieweeId!)',
)

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
      const id = newId()
      await db.execute(insertReview, { id, reviewerId: seller.id, revieweeId: buyer.id })
      return of(id)
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
