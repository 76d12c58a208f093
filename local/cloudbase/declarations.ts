import { readFileSync } from 'node:fs'

/**
 * What cloudbaserc.json declares, as the platform reads it: the same file deploys the functions and
 * runs them here, so a time limit or a trigger cannot differ between the two.
 */
export type FunctionDeclaration = {
  readonly name: string
  readonly timeoutSeconds: number
  readonly memoryMb: number
  readonly triggers: readonly TriggerDeclaration[]
}

export type TriggerDeclaration = {
  readonly name: string
  /** Seven fields (second … year), read in UTC+8. */
  readonly cron: string
}

const CRON_FIELDS = 7

type CloudbaseFile = {
  readonly functions: readonly {
    readonly name: string
    readonly timeout: number
    readonly memorySize: number
    readonly triggers?: readonly { readonly name: string; readonly type: string; readonly config: string }[]
  }[]
}

/** Throws, naming the function, when a declaration is one that this cloud could not keep. */
export function readDeclarations(file: string): readonly FunctionDeclaration[] {
  const { functions } = JSON.parse(readFileSync(file, 'utf8')) as CloudbaseFile
  return functions.map((declared) => ({
    name: declared.name,
    timeoutSeconds: declared.timeout,
    memoryMb: declared.memorySize,
    triggers: (declared.triggers ?? []).map(({ name, type, config }) => {
      if (type !== 'timer')
        throw new Error(`cloudbaserc.json: ${declared.name} has a trigger of type ${type}`)
      return { name, cron: checkedCron(declared.name, config) }
    }),
  }))
}

function checkedCron(name: string, cron: string): string {
  const fields = cron.trim().split(/\s+/)
  if (fields.length !== CRON_FIELDS)
    throw new Error(`cloudbaserc.json: the timer of ${name} needs seven fields`)
  // A timer that ends with a year would stop the house on New Year's Eve without a word.
  if (fields[CRON_FIELDS - 1] !== '*')
    throw new Error(`cloudbaserc.json: the timer of ${name} must run every year`)
  return cron
}
