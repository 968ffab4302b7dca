import { GithubOutput } from './github-output.js'
import { JsonOutput } from './json-output.js'
import type { GenerateOutput, RunDescription } from './output.js'
import { TextOutput } from './text-output.js'

/** The outputs, by the value of `--format`. */
export const outputFormats = ['text', 'json', 'github'] as const

export type OutputFormat = (typeof outputFormats)[number]

export function openOutput(format: OutputFormat, run: RunDescription): GenerateOutput {
  switch (format) {
    case 'text':
      return new TextOutput(run)
    case 'json':
      return new JsonOutput(run)
    case 'github':
      return new GithubOutput(run)
  }
}
