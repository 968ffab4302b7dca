/** Maps items in their order with asynchronous work, of which some runs at a time. */
export async function mapSome<Item, Result>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = []
  const entries = items.entries()
  const worker = async () => {
    // The workers share one iterator.
    for (const [index, item] of entries) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: atATime }, worker))
  return results
}
