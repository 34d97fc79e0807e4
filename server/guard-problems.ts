import { accessProblems } from '../core/access/problems.ts'
import { classificationProblems } from '../core/classification/problems.ts'
import { kernelProblems, Problem } from '../core/kernel/problem.ts'
import { matchingProblems } from '../core/matching/problems.ts'
import { paymentsProblems } from '../core/payments/problems.ts'
import { programmesProblems } from '../core/programmes/problems.ts'
import { visitsProblems } from '../core/visits/problems.ts'

const catalogues = {
  ...kernelProblems,
  ...accessProblems,
  ...matchingProblems,
  ...visitsProblems,
  ...classificationProblems,
  ...programmesProblems,
  ...paymentsProblems,
}

/**
 * Guards of the database -> problems, by the constraint's name; each is something a person can act
 * on, mostly because somebody else was faster. A guard that is not here is a bug and answers 500.
 */
const guardProblems: Readonly<Record<string, keyof typeof catalogues>> = {
  event_append_only: 'kernel.append-only',
  event_seal_append_only: 'kernel.append-only',
  account_sign_in_name: 'access.sign-in-name-taken',
  import_same_file_once: 'kernel.already-done',
  household_alias_standing: 'kernel.already-done',
  match_pair_four_eyes: 'matching.own-proposal',
  match_pair_aid_takes_two: 'matching.waits-for-second',
  person_pair_four_eyes: 'matching.own-proposal',
  person_pair_aid_takes_two: 'matching.waits-for-second',
  match_proposal_four_eyes: 'matching.own-proposal',
  match_proposal_open_once: 'matching.waits-for-second',
  match_question_open_once: 'kernel.already-done',
  assignment_open_once: 'kernel.already-done',
  visit_pkey: 'visits.other-content',
  visit_sent_once: 'kernel.already-done',
  visit_accepted_once: 'visits.already-accepted',
  decision_standing_once: 'kernel.already-done',
  decision_four_eyes: 'classification.own-proposal',
  decree_line_frozen: 'classification.decree-frozen',
  decree_frozen: 'classification.decree-frozen',
  decree_four_eyes: 'classification.own-proposal',
  decree_number_once: 'classification.decree-number-taken',
  criteria_from_once: 'classification.criteria-from-taken',
  programme_code_once: 'programmes.code-taken',
  payment_round_once: 'payments.round-exists',
  payment_round_four_eyes: 'payments.four-eyes',
  payment_round_standing: 'payments.wrong-state',
  payment_line_standing: 'payments.wrong-state',
  payment_line_reference: 'payments.round-exists',
  payment_line_number: 'payments.wrong-state',
  payment_line_family_once: 'kernel.already-done',
  payment_guard_pkey: 'payments.differences-open',
  payment_guard_standing: 'payments.wrong-state',
  payment_file_same_once: 'kernel.already-done',
}

/** The problem that a refusing guard stands for, or undefined when nobody could have met it. */
export function problemOfGuard(constraint: string): Problem | undefined {
  const code = guardProblems[constraint]
  return code === undefined ? undefined : new Problem(code, catalogues[code].status)
}
