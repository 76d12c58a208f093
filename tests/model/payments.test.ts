import { playSteps } from './game'

/** Twenty thousand here; a million by `npm run model -- --steps 1000000`. */
const STEPS = 20_000

beforeAll(() => {
  // What the functions log of lost answers and forgeries is not what is looked at here.
  jest.spyOn(console, 'log').mockImplementation(() => undefined)
  jest.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterAll(() => jest.restoreAllMocks())

it('keeps the books, whatever is paid, repeated, forged, cut off and killed in whatever order', async () => {
  const played = await playSteps(1, STEPS)
  expect(played.faults).toEqual([])
  expect(played.steps).toBe(STEPS)
  // Not an idle game.
  expect(played.payments).toBeGreaterThan(STEPS / 100)
  expect(played.kills).toBeGreaterThan(STEPS / 100)
}, 300_000)

it('finds the payment that is lost when the account is no lock', async () => {
  const { faults } = await playSteps(1, STEPS, 'accounts are no lock')
  expect(faults.join('\n')).toMatch(/account_equals_entries|account_adds_up/)
}, 300_000)
