import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import Taro, { useDidShow } from '@tarojs/taro'
import { useRef, useState } from 'react'

/**
 * The tab 工作台: a door and nothing more, so that residents do not carry staff's pages. It opens by
 * itself, except for somebody who has just come back through it. The sub-package is fetched at that
 * moment, and when it does not come the door says so.
 */
export default function DeskPage() {
  const cameBack = useRef(false)
  const [unreachable, setUnreachable] = useState(false)

  const enter = () => {
    cameBack.current = true
    setUnreachable(false)
    return Taro.navigateTo({ url: '/staff/today/index' }).then(
      () => undefined,
      () => {
        cameBack.current = false
        setUnreachable(true)
      },
    )
  }
  useDidShow(() => {
    if (cameBack.current) cameBack.current = false
    else void enter()
  })

  return (
    <Page title='工作台' tab='desk'>
      {unreachable ? (
        <Notice
          kind='unreachable'
          says='工作台没有打开'
          next='请检查网络后重试'
          action={{ words: '重试', onTap: enter }}
        />
      ) : (
        <Card>
          <Note>今日待办、收费、出账和导入都在工作台里。</Note>
          <Acts>
            <Button kind='filled' onTap={enter}>
              进入工作台
            </Button>
          </Acts>
        </Card>
      )}
    </Page>
  )
}
