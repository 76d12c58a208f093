import './Terms.css'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { formatInstant, type Instant } from '@contract/calendar'
import { Text } from '@tarojs/components'

type TermsProps = { readonly terms: string; readonly acceptedAt?: Instant }

/** The text exactly as it is accepted: its first line is its title, each other line a clause. One node, however long. */
export function Terms({ terms, acceptedAt }: TermsProps) {
  const end = terms.indexOf('\n')
  return (
    <Card title={terms.slice(0, end)}>
      <Text className='terms'>{terms.slice(end + 1)}</Text>
      {acceptedAt !== undefined && <Note>{`${formatInstant(acceptedAt)} 已同意`}</Note>}
    </Card>
  )
}
