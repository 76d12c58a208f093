/** The one function of react-dom that a browser service calls; its types are no dependency of ours. */
declare module 'react-dom/client' {
  import type { ReactNode } from 'react'
  export function createRoot(place: Element): { render(what: ReactNode): void; unmount(): void }
}
