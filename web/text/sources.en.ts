import type { text as indonesian } from './sources.id.ts'

export const text: Readonly<Record<keyof typeof indonesian, string>> = {
  'sources.title': 'Import lists',
  'sources.lead': 'Central lists come in here. Nothing enters before you press the last button.',
  'sources.choose': 'Choose or drop a list file',
  'sources.choose-hint':
    'P3KE as XLSX or CSV: the family file (31 columns) or the individual file (32). At most 1 GB.',
  'sources.send': 'Send and check',
  'sources.choose-first': 'Choose a file first.',
  'sources.sending': 'Sending… Keep this page open until it is done.',
  'sources.before': 'Lists received',
  'sources.none-title': 'No lists yet.',
  'sources.none': 'Send the first list above; what the check finds will stand here.',
  'sources.none-read': 'The social office sends lists; they will stand here.',
  'sources.file': 'File',
  'sources.state': 'State',
  'sources.received': 'Received',
  'sources.received-by': 'sent by {name}, {at}',
  'sources.received-at': 'sent {at}',
  'sources.rows': 'Data rows',
  'sources.waiting': 'Rows waiting',
  'sources.state.received': 'Waiting to be checked',
  'sources.state.checking': 'Being checked',
  'sources.state.checked': 'Waiting for you',
  'sources.state.entering': 'Being entered',
  'sources.state.entered': 'Entered',
  'sources.state.refused': 'Could not be accepted',
  'sources.state.withdrawn': 'Taken back',
  'sources.format.p3ke-family': 'P3KE families',
  'sources.format.p3ke-person': 'P3KE individuals',
  'sources.step.choose': 'Choose a file',
  'sources.step.columns': 'Recognise columns',
  'sources.step.check': 'Look at findings',
  'sources.step.enter': 'Enter',
  'sources.count.rows': 'Data rows in the file',
  'sources.count.rows-source': 'of {all} lines; all kept as they came',
  'sources.count.families': 'Families by ID Keluarga',
  'sources.count.families-source': 'before doubles are looked for',
  'sources.count.persons': 'Persons in it',
  'sources.count.persons-head': 'heads of families only',
  'sources.count.persons-all': 'all individual rows',
  'sources.findings': 'Findings',
  'sources.findings-note': 'Findings do not block. Usable rows enter; waiting rows stay kept.',
  'sources.no-findings': 'No findings.',
  'sources.finding-rows': 'rows',
  'sources.see-rows': 'See the rows',
  'sources.hide-rows': 'Close the rows',
  'sources.row': 'Row {row}',
  'sources.row-field': 'Row {row}, column {field}',
  'sources.severity.wait': 'Waiting: not entered',
  'sources.severity.look': 'Entered, to be looked at',
  'sources.samples': 'Sample rows',
  'sources.samples-note': 'first {count} data rows; long numbers masked',
  'sources.row-number': 'Row',
  'sources.enter': 'Enter {count} rows',
  'sources.enter-note': 'Even after entering, the import can be taken back.',
  'sources.wait-check': 'The button opens when the check is done.',
  'sources.nothing-good': 'No row can be entered.',
  'sources.checking': 'Checking row by row',
  'sources.entering': 'Entering the registry',
  'sources.share-done': '{share} done',
  'sources.entered-note': '{count} rows have entered. Next: looking for doubles.',
  'sources.to-households': 'See families',
  'sources.waiting-note': '{count} rows wait for the list owner to mend them.',
  'sources.return': 'Send the list back',
  'sources.return-all': 'All {all} rows have a result.',
  'sources.return-some':
    '{done} of {all} rows have a result; the others go back with where they are now.',
  'sources.return-get': 'Download the return list',
  'sources.return-note':
    'Columns and order as in the original file, with result, reason, date and officer added. It holds NIK: keep it safe. The download is recorded.',
  'sources.withdraw': 'Take the import back',
  'sources.withdraw-means':
    'Families known only from this file leave the lists. Families with work on them stay and are named. Nothing is deleted.',
  'sources.withdraw-now': 'Take it back now',
  'sources.withdrawn-note':
    '{out} families left; {kept} stay because work stands on them or another list names them.',
  'sources.refused-note': 'This file did not enter. Mend it and send it again.',
  'sources.columns-known': '{count} columns recognised',
  'sources.known-file': 'This file was received before; here is its import.',
  'problem.sources.import-not-found': 'There is no such import.',
  'problem.sources.no-file': 'The file is empty or was not sent. Choose it again.',
  'problem.sources.file-too-large':
    'The file is too large, or grows too large when opened. Split it by district.',
  'problem.sources.not-a-list':
    'This is neither an XLSX nor a CSV list. Save it as XLSX and send it again.',
  'problem.sources.broken-file': 'The file is broken or incomplete. Ask its owner for a new copy.',
  'problem.sources.encrypted-file':
    'The file is locked by a password, or an old Excel form. Save it as XLSX without a password.',
  'problem.sources.header-not-found':
    'No column headings in the first 30 lines. It needs ID Keluarga or a village code, a name and NIK.',
  'problem.sources.too-many-rows': 'More than two million rows. Split it by district.',
  'problem.sources.too-wide':
    'A row has too many columns or too long a cell. The column separator may be wrong.',
  'problem.sources.real-list-in-demonstration':
    'This list holds a NIK that may be a real person’s. The demonstration takes invented people only; nothing was kept.',
  'problem.sources.synthetic-list-in-real-use':
    'This list holds invented people (district 99). Only real lists belong here.',
  'problem.sources.not-checked-yet': 'This import has not been checked yet.',
  'problem.sources.nothing-to-enter': 'No row can be entered.',
  'problem.sources.already-entered': 'This import has entered.',
  'problem.sources.cannot-withdraw': 'This import is being worked on or was taken back.',
  'finding.sources.nik-empty':
    'NIK is empty or 0. The person enters; the NIK is noted at the visit.',
  'finding.sources.nik-cleaned': 'NIK carried spaces, quotes or points. Tidied.',
  'finding.sources.nik-scientific':
    'Excel turned the NIK into 1.9E+15. Digits are lost and cannot be computed back; the person enters without NIK.',
  'finding.sources.nik-not-digits': 'NIK holds letters. The person enters without NIK.',
  'finding.sources.nik-15-digits': 'NIK has 15 digits; one is lost. The person enters without NIK.',
  'finding.sources.nik-17-digits':
    'NIK has 17 digits; one too many. The person enters without NIK.',
  'finding.sources.nik-length': 'NIK has {length} digits, not 16. The person enters without NIK.',
  'finding.sources.nik-zeroed':
    'The last digits of the NIK became 0. The person enters without NIK.',
  'finding.sources.nik-synthetic':
    'NIK has district number 99, which no district has. A slip, or made-up data.',
  'finding.sources.nik-last-digit-lost':
    'The last NIK digit was lost in Excel: the 16th became 0 in most of the file. It is not used.',
  'finding.sources.nik-structure':
    'The NIK cannot be right (day, month or serial). Kept for matching.',
  'finding.sources.nik-is-family-card':
    'The number in the NIK column looks like a No. KK. Kept as No. KK.',
  'finding.sources.nik-birth-date-differs':
    'Birth date in the NIK differs from the column. Both are kept.',
  'finding.sources.nik-sex-differs': 'Sex in the NIK differs from the column. Both are kept.',
  'finding.sources.nik-region-differs':
    'The NIK is of another regency. Normal when the person moved.',
  'finding.sources.name-missing': 'Name is missing. The row waits: ask the list owner.',
  'finding.sources.family-key-missing':
    'ID Keluarga is missing. An individual row waits; a family row enters.',
  'finding.sources.village-unknown': 'Village unknown. The row waits: check its code and name.',
  'finding.sources.village-by-name': 'Village code unknown; found by its name.',
  'finding.sources.village-other-regency': 'The village is of another regency. The row waits.',
  'finding.sources.birth-date-empty': 'Birth date is missing.',
  'finding.sources.birth-date-impossible': 'The birth date cannot be, as 31 February. Left empty.',
  'finding.sources.birth-date-unlikely':
    'Birth date in the future or over 120 years ago. Left empty.',
  'finding.sources.decile-unknown': 'The decile is not 1 to 10. Left empty.',
  'finding.sources.label-unknown': '“{label}” is not understood. The row enters without it.',
}
