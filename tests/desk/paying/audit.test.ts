import { value } from '../../town'
import { openReconciledTown, type ReconciledTown } from '../../faults/reconcileTown'

type Seal = { _id: string; day: string; rows: number; hash: string; before: string }
type Duty = { lastSays: string; lastDoneAt: string | null; audit: { checked: number; broken: number; left: number; shareTo: { label: string } | null } }

describe('the daily seal of the audit trail', () => {
  let town: ReconciledTown
  beforeAll(async () => {
    town = await openReconciledTown()
  })
  afterAll(() => town.stop())
  const seals = () => town.look<Seal>('seals', {})
  const sealed = async () => {
    const { rules } = value(await town.staffed(town.staff.finance, 'books.audit', { communityId: 'c-test' }))
    return rules.find((rule) => rule.rule === 'audit_sealed')
  }

  it('seals each past day once, an empty one too, each on the one before; today is not over yet', async () => {
    expect(await sealed()).toMatchObject({ holds: true, says: '留痕每日封存，未被改动' })
    await town.morning('2026-07-04')
    const made = await seals()
    expect(made.map((seal) => seal.day)).toEqual(['2026-07-01', '2026-07-02', '2026-07-03'])
    expect(made[0]?.rows).toBeGreaterThan(3)
    expect(made.map((seal) => seal.before)).toEqual(['', made[0]?.hash, made[1]?.hash])
    await town.morning('2026-07-04', '11:30:00')
    expect(await seals()).toEqual(made)
    expect(await sealed()).toMatchObject({ holds: true, broken: [] })
  })

  it('a row that somebody changed behind our back is found, and its day named', async () => {
    const [row] = await town.look<{ _id: string; detail: string }>('audit', { act: 'tariff.publish' })
    await town.behindOurBack('modify', 'audit', row?._id ?? '', { detail: '另一条依据' })
    expect(await sealed()).toMatchObject({ holds: false, broken: [expect.stringContaining('2026-07-01 的操作留痕与封存时不一致')] })
    await town.behindOurBack('modify', 'audit', row?._id ?? '', { detail: row?.detail })
    expect(await sealed()).toMatchObject({ holds: true })
  })

  it('a row slipped into a past day, even an empty one or one before the first seal, is found', async () => {
    const late = (at: string) => ({ communityId: 'c-test', at: `${at}T10:00:00.000+08:00`, by: 'x', act: 'staff.join', on: 'x', detail: '' })
    await town.behindOurBack('insert', 'audit', 'late-1', late('2026-07-02'))
    expect((await sealed())?.broken).toEqual(['2026-07-02 的操作留痕与封存时不一致（封存 0 条，现有 1 条）'])
    await town.behindOurBack('remove', 'audit', 'late-1')
    await town.behindOurBack('insert', 'audit', 'late-2', late('2026-06-20'))
    expect((await sealed())?.broken).toEqual(['2026-06-20 的操作留痕是在封存开始之后补进去的'])
    await town.behindOurBack('remove', 'audit', 'late-2')
    expect(await sealed()).toMatchObject({ holds: true })
  })

  it('a row taken away is found, and told to the staff by the night', async () => {
    const [row] = await town.look<{ _id: string }>('audit', { act: 'ledger.confirm' })
    await town.behindOurBack('remove', 'audit', row?._id ?? '')
    await town.morning('2026-07-05')
    expect(await town.openTasks('books')).toMatchObject([{ says: expect.stringContaining('2026-07-01 的操作留痕与封存时不一致') }])
  })
})

describe('the nightly audit of the books', () => {
  let town: ReconciledTown
  beforeAll(async () => {
    town = await openReconciledTown()
  })
  afterAll(() => town.stop())
  const duty = async () => (await town.look<Duty>('duties', { _id: 'audit:c-test' }))[0]

  it('the first night reads every account, the next ones those that changed and a thirtieth of all', async () => {
    await town.morning('2026-07-02')
    // Four of the five households have entries of their takeover; the share of a thirtieth is one account.
    expect(await duty()).toMatchObject({ lastSays: '核对 5 户，账实相符', audit: { broken: 0, shareTo: { label: '1栋1单元101' } } })
    await town.morning('2026-07-03')
    expect(await duty()).toMatchObject({ lastSays: '核对 1 户，账实相符', audit: { shareTo: { label: '1栋1单元102' } } })
    await town.paysFor('201')
    await town.morning('2026-07-04')
    expect(await duty()).toMatchObject({ lastSays: '核对 2 户，账实相符', audit: { shareTo: { label: '1栋1单元103' } } })
  })

  it('what changed without an entry is found when its night comes, within thirty nights', async () => {
    const [account] = await town.look<{ _id: string; outstanding: number }>('accounts', { label: '1栋1单元104' })
    await town.behindOurBack('modify', 'accounts', account?._id ?? '', { outstanding: 1 })
    await town.morning('2026-07-05')
    expect((await duty())?.lastSays).toBe('核对 1 户，发现 1 处不符')
    expect(await town.openTasks('books')).toMatchObject([{ says: expect.stringContaining('合计 1，账单之和 0') }])
    await town.behindOurBack('modify', 'accounts', account?._id ?? '', { outstanding: 0 })
  })

  it('at the end of the list it begins anew', async () => {
    const shares: (string | undefined)[] = []
    for (const day of ['06', '07', '08']) {
      await town.morning(`2026-07-${day}`)
      shares.push((await duty())?.audit.shareTo?.label)
    }
    expect(shares).toEqual(['2栋1单元201', undefined, '1栋1单元101'])
  })
})
