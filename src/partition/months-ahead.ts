/** The months after this one of which messages have a partition, once they are split. */
export const monthsAhead = 3
