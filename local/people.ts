import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Someone whom a visitor of the local cloud may sign in as. */
export type DemoPerson = {
  readonly openid: string
  readonly name: string
  /** A word of the roster (collector, steward, finance, manager, auditor) or owner, family, tenant. */
  readonly role: string
  readonly communityId: string
  readonly accountId?: string
  /** What signing in as this person lets one see, in a few Chinese words. */
  readonly shows: string
  /** What WeChat tells the program when this person allows it. */
  readonly phone?: string
}

export type People = {
  readonly all: () => readonly DemoPerson[]
  /** Replaces everyone and remembers them; throws a PeopleRefused when one cannot be a person. */
  readonly settle: (people: unknown) => void
}

export class PeopleRefused extends Error {}

const OPENID = /^[\w-]{1,64}$/

export function openPeople(file: string): People {
  let people: readonly DemoPerson[] = read(file)
  return {
    all: () => people,
    settle: (given) => {
      people = checked(given)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(`${file}.new`, JSON.stringify({ people }, null, 1))
      renameSync(`${file}.new`, file)
    },
  }
}

function read(file: string): readonly DemoPerson[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return [] // Nobody has settled yet.
  }
  return checked((JSON.parse(text) as { people?: unknown }).people)
}

function checked(given: unknown): readonly DemoPerson[] {
  if (!Array.isArray(given)) throw new PeopleRefused('people 需要是一个列表')
  const texts = ['openid', 'name', 'role', 'communityId', 'shows'] as const
  for (const person of given as readonly Record<string, unknown>[]) {
    const missing = texts.find((field) => typeof person?.[field] !== 'string')
    if (missing) throw new PeopleRefused(`有一个人缺少 ${missing}`)
    if (!OPENID.test(person['openid'] as string))
      throw new PeopleRefused(`openid 不合规：${String(person['openid'])}`)
  }
  return given as readonly DemoPerson[]
}
