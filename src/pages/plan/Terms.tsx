import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { formatInstant, type Instant } from '@contract/calendar'

type TermsProps = { readonly terms: string; readonly acceptedAt?: Instant }

/** The text exactly as it is accepted: its first line is its title, each other line a clause. */
export function Terms({ terms, acceptedAt }: TermsProps) {
  const [title = '', ...clauses] = terms.split('\n')
  return (
    <Card title={title}>
      {clauses.map((clause) => (
        <Note key={clause}>{clause}</Note>
      ))}
      {acceptedAt !== undefined && <Note>{`${formatInstant(acceptedAt)} 已同意`}</Note>}
    </Card>
  )
}
