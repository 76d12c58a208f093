import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Money } from '@/components/Money'
import { Sheet } from '@/components/Sheet'
import type { Fen } from '@contract/money'
import { Text, View } from '@tarojs/components'
import { createRoot } from 'react-dom/client'

type Question = {
  readonly title: string
  readonly says: string
  readonly amount?: { readonly fen: Fen; readonly meaning: string }
  readonly yes: string
  readonly no: string
}

/** Stands in for the windows that WeChat draws over a mini-program; closing it is a "no". */
export function askInSheet(question: Question): Promise<boolean> {
  const place = document.createElement('div')
  document.body.appendChild(place)
  const root = createRoot(place)
  return new Promise<boolean>((resolve) => {
    const answer = (said: boolean) => {
      root.unmount()
      place.remove()
      resolve(said)
    }
    root.render(
      <Sheet open title={question.title} onClose={() => answer(false)}>
        <View>
          {question.amount && (
            <Money size='large' amount={question.amount.fen} meaning={question.amount.meaning} />
          )}
          <Text>{question.says}</Text>
        </View>
        <Acts>
          <Button kind='filled' onTap={() => answer(true)}>
            {question.yes}
          </Button>
          <Button kind='words' onTap={() => answer(false)}>
            {question.no}
          </Button>
        </Acts>
      </Sheet>,
    )
  })
}
