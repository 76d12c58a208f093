import { Button } from '@/components/Button'
import type { Problem } from '@/hooks/useAct'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { takePhoto } from '@/services/takePhoto'

const UNSUITABLE = {
  too_large: { says: '照片太大', next: '请重新拍一张，离表近一些', refusal: null },
  unreadable: { says: '这张照片打不开', next: '请重新拍一张', refusal: null },
}

type PhotoButtonProps = {
  readonly meterId: string
  /** A photo is there already. */
  readonly taken: boolean
  readonly onTaken: (photo: string) => void
  readonly onProblem: (problem: Problem | null) => void
}

/** A photo of the meter beside its value: whoever is asked to pay can see for themselves. */
export function PhotoButton({ meterId, taken, onTaken, onProblem }: PhotoButtonProps) {
  const { act, busy } = useAct(
    async (base64: string) => {
      const reply = await askStaff('reading.photo', { meterId, base64 })
      if (!reply.ok) onProblem(reply)
      return reply
    },
    ({ photo }) => onTaken(photo),
  )
  const take = async () => {
    onProblem(null)
    const photo = await takePhoto()
    if (photo.kind === 'none') return
    if (photo.kind !== 'photo') return onProblem(UNSUITABLE[photo.kind])
    await act(photo.base64)
  }
  return (
    <Button kind='words' onTap={take}>
      {busy ? '正在上传照片…' : taken ? '已拍照，重拍' : '拍照'}
    </Button>
  )
}
