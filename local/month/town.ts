import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LocalCloud, startLocalCloud } from '../cloud'
import { settleLedger } from '../estate/imported'
import { communityNameOf, headingOf } from '../estate/workbook'
import type { DemoPerson } from '../people'
import { at, monthAfter } from './days'

/** An account with somebody who has it on a phone. The two spare phones are for family and for a change of phone. */
export type Home = {
  /** Where it stands in the ledger's order: what happens to it is drawn by this number. */
  readonly number: number
  readonly label: string
  readonly accountId: string
  readonly owner: string
  /** The registered name, whose last character is the second proof. */
  readonly name: string
  readonly family: string
  readonly newPhone: string
}
export type Town = {
  readonly name: string
  readonly communityId: string
  readonly cutoff: string
  readonly staff: { readonly manager: string; readonly finance: string }
  readonly homes: readonly Home[]
}

const TOWN_FILE = 'town.json'
/** Taken over on the 统计截止 itself, so that the first night of the month is lived like every other. */
const TAKEN_OVER_AT = '15:00:00'
const MONTH_BEGINS_AT = '00:05:00'

/** Takes the ledger over and binds everybody, once: each seed then lives on a copy of this folder. */
export async function foundTown(file: string, dir: string): Promise<Town> {
  const { title, cutoff } = await headingOf(file)
  mkdirSync(dir, { recursive: true })
  const cloud = await startLocalCloud({ dir, port: 0, timers: false, flush: false, clockStartsAt: at(cutoff, TAKEN_OVER_AT) })
  try {
    const people = await settleLedger({ cloud, log: () => undefined }, file, [])
    const [manager, finance] = ['manager', 'finance'].map((role) => people.find((person) => person.role === role))
    if (!manager || !finance) throw new Error('month: the ledger brought no staff')
    const homes = people.filter((person) => person.role === 'owner').map(homeOf)
    cloud.people.settle([...people, ...people.filter((person) => person.role === 'owner').flatMap(sparePhones)])
    const town: Town = {
      name: communityNameOf(title), communityId: manager.communityId, cutoff, staff: { manager: manager.openid, finance: finance.openid }, homes,
    }
    writeFileSync(join(dir, TOWN_FILE), JSON.stringify(town))
    return town
  } finally {
    await cloud.stop()
  }
}

/** A cloud of its own for one month, as the town stood on the eve of it. */
export async function openTown(template: string, dir: string, log: (line: string) => void): Promise<{ cloud: LocalCloud; town: Town }> {
  cpSync(template, dir, { recursive: true })
  // The copy's clock would go on from real time; the month begins at one instant whenever it is lived.
  rmSync(join(dir, 'clock.json'), { force: true })
  const town = JSON.parse(readFileSync(join(dir, TOWN_FILE), 'utf8')) as Town
  const firstDay = monthAfter(town.cutoff).days[0] ?? town.cutoff
  const cloud = await startLocalCloud({ dir, port: 0, timers: false, flush: false, clockStartsAt: at(firstDay, '00:00:00'), log })
  await cloud.clock.pass(at(firstDay, MONTH_BEGINS_AT))
  return { cloud, town }
}

/** `settleLedger` names people "registered name · place". */
function homeOf({ openid, accountId, name }: DemoPerson, index: number): Home {
  const [registered = '', label = ''] = name.split(' · ')
  const number = index + 1
  return { number, label, accountId: accountId ?? '', owner: openid, name: registered, family: `family-${number}`, newPhone: `second-${number}` }
}

function sparePhones(owner: DemoPerson, index: number): readonly DemoPerson[] {
  const { communityId, name } = owner
  const number = index + 1
  return [
    { openid: `family-${number}`, name: `家人 · ${name}`, role: 'family', communityId, shows: name },
    { ...owner, openid: `second-${number}`, name: `新手机 · ${name}` },
  ]
}
