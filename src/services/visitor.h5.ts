const KEY = 'nuancui.as'

/**
 * Who sits at this browser: a demo person named by `/?as=OPENID`, kept for the tab, or somebody who
 * opens the app for the first time and whom nobody knows, as every new WeChat user is.
 */
export function visitor(): string {
  const named = new URLSearchParams(window.location.search).get('as')
  if (named) {
    sessionStorage.setItem(KEY, named)
    return named
  }
  const kept = sessionStorage.getItem(KEY)
  if (kept) return kept
  const stranger = `visitor-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`
  sessionStorage.setItem(KEY, stranger)
  return stranger
}
