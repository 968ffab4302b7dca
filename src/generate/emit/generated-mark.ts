/** The first words of every file that generation wrote; a file without them is not touched. */
export const generatedMark = 'Made by souk-db generate; never edit.'
