import type { text as indonesian } from './classification.id.ts'

export const text: Readonly<Record<keyof typeof indonesian, string>> = {
  'result.extremely-poor': 'Extremely poor',
  'result.better-off': 'Better off now',
  'result.criteria-not-met': 'Criteria not met',
  'result.disqualified': 'May not receive',
  'result.double': 'Double',
  'result.moved': 'Moved',
  'result.not-found': 'Not found',
  'result.dead': 'Died',
  'result.refused': 'Did not want to be recorded',

  'criterion.no-shelter': 'no place to live in from day to day',
  'criterion.no-steady-income': 'the head does not work or has no steady income',
  'criterion.food-worry': 'worried about food or went without in the past year',
  'criterion.food-over-half': 'food is over half of spending',
  'criterion.no-clothes': 'no clothes bought in the past year',
  'criterion.poor-floor': 'floor mostly earth or plaster',
  'criterion.poor-wall': 'walls mostly bamboo, boards, zinc, thatch or unplastered',
  'criterion.no-own-toilet': 'no toilet of their own',
  'criterion.poor-lighting': 'electricity of 450 watts or none',
  'criterion.line': 'spending below the extreme poverty line',
  'criterion.state-income': 'a member serves the state or a state company',
  'criterion.four-wheeler': 'has a four-wheeled vehicle',

  'reason.extremely-poor':
    'Spending of {perPerson} per person and month is below the line of {line}, and {met} of {of} criteria are met (threshold {threshold}): {criteria}.',
  'reason.better-off':
    'Spending of {perPerson} per person and month is not below the line of {line}; {met} of {of} criteria are met.',
  'reason.criteria-not-met':
    'Only {met} of {of} criteria are met, the threshold is {threshold}; spending is {perPerson} per person and month, the line {line}.',
  'reason.disqualified.state-income':
    'A member is a civil servant, soldier, police officer, employee of a state company, or official.',
  'reason.disqualified.four-wheeler': 'The family has a four-wheeled vehicle.',
  'reason.list.alias': 'This family was recorded more than once; one record stands for it.',
  'reason.visit.moved': 'An officer went there: the family has moved.',
  'reason.visit.dead': 'An officer went there: died, and no member of the family is left.',
  'reason.visit.not-found': 'An officer went there: address or name could not be found.',
  'reason.visit.refused': 'An officer went there: the family did not want to be recorded.',
  'reason.visit.double': 'An officer went there: the same family as another one of the list.',
  'reason.not-known': 'not known',
  'reason.none': 'none',

  'return-file.result': 'Result',
  'return-file.reason': 'Reason',
  'return-file.date': 'Date',
  'return-file.officer': 'Officer',
  'return-file.not-yet': 'Not decided yet',
  'return-file.waiting': 'Row has not entered',
  'return-file.waiting-means': 'This row needs mending first; see the findings of the import.',
  'return-file.not-yet-means': 'No decision has been checked by a second person yet.',

  'annex.title': 'Extremely poor families by name and address',
  'annex.number': 'Number',
  'annex.date': 'Date',
  'annex.about': 'About',
  'annex.digest': 'Fingerprint of the list',
  'annex.draft': 'Draft, not frozen yet',
  'annex.no': 'No.',
  'annex.district': 'District',
  'annex.village': 'Village',
  'annex.head': 'Head of family',
  'annex.payee': 'Payee',
  'annex.national-id': 'NIK (masked)',
  'annex.address': 'Address',
  'annex.members': 'Persons',

  'problem.classification.no-decision': 'There is no such decision, or it is outside your area.',
  'problem.classification.no-decree': 'There is no such decree.',
  'problem.classification.own-proposal':
    'You proposed this decision. A second person checks and approves it.',
  'problem.classification.four-eyes':
    'You proposed this decision. A second person checks and approves it.',
  'problem.classification.not-proposed':
    'Nothing in this choice waits to be checked. Load the list again.',
  'problem.classification.not-standing': 'This decision was reopened or replaced.',
  'problem.classification.already-decided':
    'This family has a decision already. Load again; nothing has changed.',
  'problem.classification.decree-number-taken':
    'A frozen decree has this number already. Use another number.',
  'problem.classification.decree-frozen':
    'This decree is frozen; its list can no longer be changed.',
  'problem.classification.decree-changed':
    'Since this draft was made, {count} families have changed. Make the draft again, then freeze it.',
  'problem.classification.decree-not-confirmed':
    'The number or the count of families typed differs. This decree holds {count} families.',
  'problem.classification.no-candidates':
    'No extremely poor family is decided and not yet in a decree.',
  'problem.classification.unknown-rule': 'There are unknown criteria: {codes}.',
  'problem.classification.criteria-from-taken':
    'The regency has criteria from that day already. Choose another day.',
  'problem.classification.no-import': 'There is no such list, or it has not entered.',
}
