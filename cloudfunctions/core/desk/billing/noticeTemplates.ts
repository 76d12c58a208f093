import type { World } from '@core/shell/world'

/** Template key -> id: what a button on the phone needs in its hand before the tap. */
export function noticeTemplates({ settings }: World): Record<string, string> {
  return Object.fromEntries(Object.entries(settings.templates).map(([key, { id }]) => [key, id]))
}
