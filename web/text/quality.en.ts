import type { text as indonesian } from './quality.id.ts'

export const text: Readonly<Record<keyof typeof indonesian, string>> = {
  'quality.title': 'Matching quality',
  'quality.lead':
    'How rightly doubles were joined, measured on a random sample of pairs that people labelled.',
  'quality.none-title': 'Nothing to measure yet.',
  'quality.none':
    'Once the first list has entered and was matched, a random sample is drawn and shown here.',
  'quality.begin-title': 'Not yet measured: {needed} {needed|label|labels} needed.',
  'quality.begin':
    'Without people’s labels there is no honest figure: an engine cannot judge itself. So pairs are drawn at random, from the certain ones to the refused ones, and a clerk labels them one by one without seeing what the engine thinks.',
  'quality.why-hundred':
    'Why about 100? With 20 labels, a precision of 95% may be anything between 75% and 100%. With 100 the range is narrow enough to use, with 300 it is very narrow. A label takes some 15 seconds; 100 take less than half an hour, and you can go on at any time.',
  'quality.no-merge':
    'A label joins and separates nobody. When it differs from what stands now, the pair goes to the queue of Doubles to be decided.',
  'quality.begin-button': 'Begin labelling',
  'quality.go-on-button': 'Go on labelling',
  'quality.for-list': 'Label for this list',
  'quality.registry': 'All data',
  'quality.precision': 'Precision',
  'quality.precision-means': 'Of 100 pairs that were joined, so many are one family.',
  'quality.recall': 'Recall',
  'quality.recall-means': 'Of 100 pairs that are one family, so many were joined.',
  'quality.missing': 'Not yet estimated: label {needed} more.',
  'quality.of-nothing': 'There is no such pair.',
  'quality.whole': 'every pair was labelled',
  'quality.between': 'between {low} and {high}',
  'quality.interval-how':
    'The bar is the range: in 95 of 100 cases the true figure lies within. The dot is the best estimate.',
  'quality.labels': '{labels} {labels|label|labels}',
  'quality.labels-unsure': '{labels} {labels|label|labels}, {unsure} of them “cannot tell”',
  'quality.of-pairs': '{joined} pairs joined, {considered} pairs considered',
  'quality.drawn':
    'Sample drawn on {date}, after {families} families were matched, rules {version}.',
  'quality.labelled-at': 'Last label on {date}.',
  'quality.covers': 'What is covered and what is not',
  'quality.covered':
    'Covered: the {considered} pairs that the engine gave a chance of at least {floor}. The figures above speak of these alone.',
  'quality.not-covered':
    'Not covered by labels: pairs with a smaller chance, and pairs that were never compared. By the engine’s own reckoning some {below} of the first are truly the same, and at least {missed} of the second. Nobody has checked these numbers.',
  'quality.later':
    'A small list that came in after the sample’s date is matched by itself: its pairs are drawn then, and its figures stand below, by list, outside those of all data. Every matching of all data draws a new sample.',
  'quality.unsure-how': '“Cannot tell” counts: it widens the range on both sides.',
  'quality.by-list': 'By list',
  'quality.list': 'List',
  'quality.where': 'Pairs',
  'quality.inside': 'inside this list',
  'quality.against': 'this list with other data',
  'quality.since':
    'Matched by itself on {date}; not in the figures of all data. By the engine’s own reckoning labels leave out some {below} same pairs under the limit, and at least {missed} that were never compared.',
  'quality.no-list': 'No list, or an old list',
  'quality.nothing-joined': 'No pairs.',
  'quality.number-labels': 'Labels',
  'quality.samples': 'Earlier samples',
  'quality.sample-of': '{date}: {labels} {labels|label|labels}',
  'quality.csv': 'Download CSV',
  'quality.file': 'matching-quality-{date}.csv',
  'quality.label-title': 'Label pairs',
  'quality.label-question': 'Is this the same family?',
  'quality.progress': '{labels} labelled',
  'quality.progress-needed': '{labels} labelled, {needed} more until the first figures',
  'quality.say-same': 'Yes, the same family',
  'quality.say-different': 'No, two families',
  'quality.say-unsure': 'Cannot tell',
  'quality.undo': 'Take the last label back',
  'quality.undone': 'The last label was taken back.',
  'quality.your-label': 'Your label',
  'quality.blind':
    'Probability and the engine’s opinion are left out on purpose. Judge by the data here alone; in doubt choose “cannot tell”.',
  'quality.queued': 'Noted. This pair also goes to the queue of Doubles.',
  'quality.done-title': 'Every pair of the sample is labelled.',
  'quality.done': 'The figures are in Matching quality.',
  'quality.back': 'See the figures',
}
