import type { ResidentAnswer } from '@contract/contract/resident'

export type Relation = ResidentAnswer<'me.show'>['accounts'][number]['relation']

/** Who a person is to a home, in residents' words. */
export const RELATIONS: Record<Relation, string> = {
  owner: '业主',
  family: '家人',
  tenant: '租客',
  company: '企业联系人',
}
