/** For the malformed asks about oneself and about notices: values that pass the door. */
export const PERSONAL_FITTING: Readonly<Record<string, readonly unknown[]>> = {
  on: [true, false],
  hour: [8, 9, 20, 21, -1, 9.5],
  confirm: ['注销', '确认'],
  title: ['公告', '催缴', '\u0000'],
  from: ['2026-07-01', '2026-02-30'],
  to: ['2026-07-09', '9999-12-31'],
}

/** Ends the caller's own standing here: it is fed to somebody with nothing else to do, last. */
export const LEAVES = 'privacy.erase'
/** What it may write, as far as it is theirs. */
export const LEFT_BEHIND = ['bindings', 'audit']
