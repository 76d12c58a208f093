import { staffContract } from '@contract/contract/staff'
import { assignClaimed, listClaims, noteClaim } from '@core/desk/billing/claims/claims'
import { askLedger } from '@core/desk/billing/askLedger'
import { confirmLedger } from '@core/desk/billing/confirmLedger'
import { correctBill, lookAtBill } from '@core/desk/billing/correctBill'
import { draftTariff } from '@core/desk/billing/draftTariff'
import { endEntitlement } from '@core/desk/billing/entitlements/endEntitlement'
import { listEntitlements } from '@core/desk/billing/entitlements/listEntitlements'
import { setEntitlement } from '@core/desk/billing/entitlements/setEntitlement'
import { listTariffs } from '@core/desk/billing/listTariffs'
import { lookAtHome } from '@core/desk/billing/lookAtHome'
import { previewBilling } from '@core/desk/billing/previewBilling'
import { previewLedger } from '@core/desk/billing/previewLedger'
import { publishBilling, showBillingProgress } from '@core/desk/billing/publishBilling'
import { publishTariff } from '@core/desk/billing/publishTariff'
import { saveSchedule, showSchedule } from '@core/desk/billing/schedule'
import { simulateTariff } from '@core/desk/billing/simulateTariff'
import { keepPart } from '@core/desk/billing/workbook/keepPart'
import { doneTask } from '@core/desk/collecting/doneTask'
import { addPhone } from '@core/desk/collecting/holding/addPhone'
import { answerDispute } from '@core/desk/collecting/holding/answerDispute'
import { decideProposals } from '@core/desk/collecting/holding/decideProposals'
import { endHold } from '@core/desk/collecting/holding/endHold'
import { listProposals } from '@core/desk/collecting/holding/listProposals'
import { setFlag } from '@core/desk/collecting/holding/setFlag'
import { setHold } from '@core/desk/collecting/holding/setHold'
import { listArrears } from '@core/desk/collecting/listArrears'
import { previewRun } from '@core/desk/collecting/previewRun'
import { releaseRun } from '@core/desk/collecting/releaseRun'
import { runProgress } from '@core/desk/collecting/runProgress'
import { showForecast } from '@core/desk/collecting/showForecast'
import { showToday } from '@core/desk/collecting/showToday'
import { assignPremises } from '@core/desk/estate/assignPremises'
import { freePremises, measurePremises, notePremises } from '@core/desk/estate/measurePremises'
import { reshapePremises } from '@core/desk/estate/reshapePremises'
import { findPremises, showPremises } from '@core/desk/estate/showPremises'
import { addMeter, removeMeter, replaceMeter } from '@core/desk/metering/changeMeter'
import { dividePool } from '@core/desk/metering/dividePool'
import { enterReading } from '@core/desk/metering/enterReading'
import { keepPhoto } from '@core/desk/metering/keepPhoto'
import { readingTemplate } from '@core/desk/metering/readingTemplate'
import { takeSheet } from '@core/desk/metering/takeSheet'
import { listMeters } from '@core/desk/metering/listMeters'
import { enterPool, listPools, previewPool } from '@core/desk/metering/pools'
import { showHealth } from '@core/desk/insight/showHealth'
import { auditBooks } from '@core/desk/paying/auditBooks'
import { draftCharges } from '@core/desk/paying/charges/draftCharges'
import { publishCharges, stopCharges } from '@core/desk/paying/charges/publishCharges'
import { showCharges } from '@core/desk/paying/charges/showCharges'
import { spareDays } from '@core/desk/paying/charges/spareDays'
import { unwaiveCharge, waiveCharge } from '@core/desk/paying/charges/waiveCharge'
import { makeExport } from '@core/desk/paying/exports/makeExport'
import { showExports } from '@core/desk/paying/exports/showExports'
import { chooseChart, saveVoucherMap, showVoucherMap } from '@core/desk/paying/exports/voucherMap'
import { decidePlan } from '@core/desk/paying/plans/decidePlan'
import { listPlans } from '@core/desk/paying/plans/listPlans'
import { lookAtPlan } from '@core/desk/paying/plans/lookAtPlan'
import { printAccountStatement } from '@core/desk/paying/statements/printStatement'
import { accountStatement } from '@core/desk/paying/statements/makeStatement'
import { resolveDifference } from '@core/desk/paying/resolveDifference'
import { showReconciliation } from '@core/desk/paying/showReconciliation'
import { inviteStaff } from '@core/desk/people/inviteStaff'
import { issueInvitation } from '@core/desk/people/issueInvitation'
import { listStaff } from '@core/desk/people/listStaff'
import { addParty, chooseSpeaker, endParty } from '@core/desk/people/parties'
import { revealPhone } from '@core/desk/people/revealPhone'
import { revokeStaff } from '@core/desk/people/revokeStaff'
import { findAccounts, showAccount } from '@core/desk/people/showAccount'
import { checkNotice } from '@core/desk/service/checkNotice'
import { listNotices } from '@core/desk/service/listNotices'
import { postNotice } from '@core/desk/service/postNotice'
import { withdrawNotice } from '@core/desk/service/withdrawNotice'
import { serve } from '@core/shell/serve'
import { cloudWorld } from '@core/shell/world'

/** Called from the staff's tab. Every verb reads the roster again before it does anything. */
export const main = serve(
  staffContract,
  {
    'today.show': showToday,
    'task.done': doneTask,
    'file.part': keepPart,
    'ledger.look': askLedger,
    'ledger.preview': previewLedger,
    'ledger.confirm': confirmLedger,
    'tariff.list': listTariffs,
    'tariff.draft': draftTariff,
    'tariff.publish': publishTariff,
    'tariff.simulate': simulateTariff,
    'entitlement.list': listEntitlements,
    'entitlement.set': setEntitlement,
    'entitlement.end': endEntitlement,
    'bill.look': lookAtBill,
    'bill.void': correctBill,
    'premises.find': findPremises,
    'premises.show': showPremises,
    'premises.assign': assignPremises,
    'premises.reshape': reshapePremises,
    'premises.free': freePremises,
    'premises.measure': measurePremises,
    'premises.note': notePremises,
    'meter.list': listMeters,
    'meter.add': addMeter,
    'meter.replace': replaceMeter,
    'meter.remove': removeMeter,
    'reading.enter': enterReading,
    'reading.photo': keepPhoto,
    'reading.template': readingTemplate,
    'reading.sheet': takeSheet,
    'pool.list': listPools,
    'pool.enter': enterPool,
    'pool.preview': previewPool,
    'pool.divide': dividePool,
    'schedule.show': showSchedule,
    'schedule.save': saveSchedule,
    'charges.show': showCharges,
    'charges.draft': draftCharges,
    'charges.publish': publishCharges,
    'charges.stop': stopCharges,
    'charges.spare': spareDays,
    'charges.waive': waiveCharge,
    'charges.unwaive': unwaiveCharge,
    'billing.preview': previewBilling,
    'billing.look': lookAtHome,
    'billing.publish': publishBilling,
    'billing.progress': showBillingProgress,
    'party.add': addParty,
    'party.end': endParty,
    'party.speak': chooseSpeaker,
    'claim.list': listClaims,
    'claim.note': noteClaim,
    'claim.assign': assignClaimed,
    'export.show': showExports,
    'export.make': makeExport,
    'vouchers.show': showVoucherMap,
    'vouchers.chart': chooseChart,
    'vouchers.save': saveVoucherMap,
    'arrears.list': listArrears,
    'account.find': findAccounts,
    'account.show': showAccount,
    'account.statement': accountStatement,
    'account.statementPdf': printAccountStatement,
    'account.reveal': revealPhone,
    'invite.issue': issueInvitation,
    'plan.list': listPlans,
    'plan.look': lookAtPlan,
    'plan.decide': decidePlan,
    'proposal.list': listProposals,
    'proposal.decide': decideProposals,
    'hold.set': setHold,
    'hold.end': endHold,
    'dispute.answer': answerDispute,
    'flag.set': setFlag,
    'phone.add': addPhone,
    'dunning.preview': previewRun,
    'dunning.release': releaseRun,
    'dunning.progress': runProgress,
    'staff.list': listStaff,
    'staff.invite': inviteStaff,
    'staff.revoke': revokeStaff,
    'notice.list': listNotices,
    'notice.check': checkNotice,
    'notice.post': postNotice,
    'notice.withdraw': withdrawNotice,
    'books.audit': auditBooks,
    'recon.show': showReconciliation,
    'recon.resolve': resolveDifference,
    'health.show': showHealth,
    'forecast.show': showForecast,
  },
  cloudWorld,
)
