/**
 * Which privacy text is the one to agree to; the text itself is the phone's (src/pages/privacy).
 * Changing any of its words means a new version here: consent is given to a text (rules §14).
 */
export const PRIVACY_VERSION = '2026-11-25'

/** Whether the text that somebody agreed to is the one that stands now. */
export const isAgreed = (version: string | null): boolean => version === PRIVACY_VERSION
