import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Field } from '@/components/Field'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { useState } from 'react'

type AddPhoneProps = { readonly accountId: string; readonly onChanged: () => void | Promise<void> }

/** The number that was found. Whoever has it may bind by it, so the cloud lets only the manager. */
export function AddPhone({ accountId, onChanged }: AddPhoneProps) {
  const [open, setOpen] = useState(false)
  const [phone, setPhone] = useState('')
  const [note, setNote] = useState('')
  const { act, problem } = useAct(
    () => askStaff('phone.add', { accountId, phone: phone.trim(), note: note.trim() }),
    async () => {
      setOpen(false)
      await onChanged()
    },
  )
  if (!open)
    return (
      <Acts>
        <Button kind='words' onTap={() => setOpen(true)}>
          登记新号码
        </Button>
      </Acts>
    )
  return (
    <>
      <Field label='手机号' value={phone} onChange={setPhone} type='number' maxLength={11} />
      <Field label='号码从哪里来' value={note} onChange={setNote} hint='例如：业主来电告知，已核对姓名房号' />
      <Problem problem={problem} />
      <Acts>
        <Button disabled={phone.trim().length !== 11 || note.trim() === ''} onTap={act}>
          登记
        </Button>
      </Acts>
    </>
  )
}
