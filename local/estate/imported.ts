import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { LocalCloud } from '../cloud'
import type { DemoPerson } from '../people'
import { bindByPhone, found, hireStaff, takeOver } from './founding'
import type { Estate } from './index'
import { communityNameOf, headingOf } from './workbook'

const PEOPLE_AT_ONCE = 6

/** `--import FILE`: a community named by the ledger's title, a tariff a price, the demo staff, a person a row. */
export async function settleLedger({ cloud, log }: Estate, file: string, people: readonly DemoPerson[]): Promise<readonly DemoPerson[]> {
  const { title } = await headingOf(file)
  const name = communityNameOf(title)
  const communityId = `c-${createHash('sha256').update(name).digest('hex').slice(0, 10)}`
  if (people.some((person) => person.communityId === communityId)) {
    log(`${name} is already here.`)
    return []
  }
  log(`Taking over ${name} …`)
  const founded = await found(cloud, { communityId, name, companyName: `${name}物业服务中心`, counterPhone: '0771-5550100' })
  const staff = await hireStaff(cloud, founded, name, ['1栋', '2栋'])
  const manager = staff[0]?.openid ?? ''
  await takeOver(cloud, manager, communityId, readFileSync(file), '前期物业服务合同第六条')
  return [...staff, ...(await moveIn(cloud, communityId, name, people.concat(staff)))]
}

type AccountFacts = { _id: string; label: string; name: string; phones: string[] }

/** A person for each account with a phone of its own, bound as residents bind. */
async function moveIn(cloud: LocalCloud, communityId: string, name: string, others: readonly DemoPerson[]): Promise<readonly DemoPerson[]> {
  const accounts = await accountsOf(cloud, communityId)
  const withPhone = accounts.filter((account) => account.phones.length > 0)
  const people = withPhone.map((account, i): DemoPerson => ({
    openid: `owner-${communityId}-${String(i + 1).padStart(3, '0')}`, name: `${account.name} · ${account.label}`, role: 'owner', communityId,
    accountId: account._id, phone: account.phones[0] ?? '', shows: `${name} ${account.label}`,
  }))
  cloud.people.settle([...others, ...people])
  const lanes = Array.from({ length: PEOPLE_AT_ONCE }, async (_, lane) => {
    for (let i = lane; i < people.length; i += PEOPLE_AT_ONCE) {
      const [person, account] = [people[i], withPhone[i]]
      if (person && account) await bindByPhone(cloud, person.openid, account.label, account.name)
    }
  })
  await Promise.all(lanes)
  return people
}

async function accountsOf(cloud: LocalCloud, communityId: string): Promise<readonly AccountFacts[]> {
  const query = encodeURIComponent(JSON.stringify({ communityId }))
  const answer = await cloud.http(`/local/db/accounts?query=${query}&limit=1000`)
  const { list } = (await answer.json()) as { list: AccountFacts[] }
  return [...list].sort((a, b) => (a.label < b.label ? -1 : 1))
}
