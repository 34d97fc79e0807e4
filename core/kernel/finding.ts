/** Data is imperfect and work goes on: what a person should see about one field of one row. */
export type Finding = {
  /** 1-based row of the file as a spreadsheet counts it; 0 when the whole file is meant. */
  readonly row: number
  /** The column as the file names it, or empty when the whole row is meant. */
  readonly field: string
  /** Stable code `capability.what`; its words stand in web/text under `finding.<code>`. */
  readonly code: string
  /** `wait`: the row does not enter until mended. `look`: it enters, a person should look. */
  readonly severity: 'wait' | 'look'
  /** Values that the words need. Never a national id, card or account number. */
  readonly detail?: Readonly<Record<string, string | number>>
}
