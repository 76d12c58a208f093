import { residentContract } from '@contract/contract/resident'
import { listBills } from '@core/desk/billing/listBills'
import { showBill } from '@core/desk/billing/showBill'
import { showHome } from '@core/desk/billing/showHome'
import { recordConsent } from '@core/desk/collecting/recordConsent'
import { makeQuote } from '@core/desk/paying/makeQuote'
import { acceptPlan } from '@core/desk/paying/plans/acceptPlan'
import { requestPlan } from '@core/desk/paying/plans/requestPlan'
import { askConfirmation, confirmStatement } from '@core/desk/paying/statements/confirmStatement'
import { showStatement } from '@core/desk/paying/statements/makeStatement'
import { printStatement } from '@core/desk/paying/statements/printStatement'
import { showPlan } from '@core/desk/paying/plans/showPlan'
import { simulatePlan } from '@core/desk/paying/plans/simulatePlan'
import { withdrawPlan } from '@core/desk/paying/plans/withdrawPlan'
import { showPayment } from '@core/desk/paying/showPayment'
import { listReceipts, showReceipt } from '@core/desk/paying/showReceipt'
import { startPayment } from '@core/desk/paying/startPayment'
import { acceptPrivacy } from '@core/desk/people/acceptPrivacy'
import { bindByPhone } from '@core/desk/people/bindByPhone'
import { bindInvited } from '@core/desk/people/bindInvited'
import { erasePerson } from '@core/desk/people/erasePerson'
import { exportPerson } from '@core/desk/people/exportPerson'
import { inviteFamily } from '@core/desk/people/inviteFamily'
import { listFamily } from '@core/desk/people/listFamily'
import { proveBinding } from '@core/desk/people/proveBinding'
import { revokeFamily } from '@core/desk/people/revokeFamily'
import { saveReminders } from '@core/desk/people/saveReminders'
import { showGuest } from '@core/desk/people/showGuest'
import { showMe } from '@core/desk/people/showMe'
import { showReminders } from '@core/desk/people/showReminders'
import { serve } from '@core/shell/serve'
import { cloudWorld } from '@core/shell/world'

/** Called from a resident's phone. The platform vouches for the openid; nothing else in it is trusted. */
export const main = serve(
  residentContract,
  {
    'me.show': showMe,
    'privacy.accept': acceptPrivacy,
    'bind.phone': bindByPhone,
    'bind.prove': proveBinding,
    'bind.invited': bindInvited,
    'family.list': listFamily,
    'family.invite': inviteFamily,
    'family.revoke': revokeFamily,
    'home.show': showHome,
    'bill.list': listBills,
    'bill.show': showBill,
    'pay.quote': makeQuote,
    'pay.start': startPayment,
    'pay.status': showPayment,
    'plan.simulate': simulatePlan,
    'plan.request': requestPlan,
    'plan.accept': acceptPlan,
    'plan.withdraw': withdrawPlan,
    'plan.show': showPlan,
    'statement.show': showStatement,
    'statement.ask': askConfirmation,
    'statement.confirm': confirmStatement,
    'statement.pdf': printStatement,
    'receipt.show': showReceipt,
    'receipt.list': listReceipts,
    'consent.record': recordConsent,
    'guest.show': showGuest,
    'reminders.show': showReminders,
    'reminders.save': saveReminders,
    'privacy.export': exportPerson,
    'privacy.erase': erasePerson,
  },
  cloudWorld,
)
