/** The mark in the first line of every generated module. A file without it is never deleted. */
export const generatedMark = 'Made by souk-db generate; never edit.'
