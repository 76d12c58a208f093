/** For the malformed asks about late charges and discounts: values that pass the door, and some that nearly do. */
export const CHARGE_FITTING: Readonly<Record<string, readonly unknown[]>> = {
  dueFrom: ['2026-07-31', '2026-02-30'],
  late: [{ clause: '第八条', rate: '0.0001', graceDays: 0, cap: '0.3' }, { clause: '', rate: '1', graceDays: -1, cap: '9' }],
  discount: [{ basis: '公示', days: 0, off: { percent: '2' } }, { basis: '公示', days: 0, off: { amount: 0 } }],
}
