import { type Signal, useSignal } from '@preact/signals'
import { type ComponentChildren, Fragment, type TargetedMouseEvent } from 'preact'
import { useCallback, useRef } from 'preact/hooks'
import { t } from '../text.ts'
import { useListedKey, useShortcut } from './shortcuts.tsx'

export type Column<Row> = {
  readonly key: string
  readonly head: ComponentChildren
  readonly cell: (row: Row) => ComponentChildren
  /** The column's name on phones, where each row is a record. */
  readonly label?: string
  /** Numbers stand right and tabular. */
  readonly number?: boolean
  /** Names the row; its first link is what Enter opens. One column has it. */
  readonly names?: boolean
  /** Left out on phones. */
  readonly wide?: boolean
}

/** The chosen rows by key. */
export type Selection = Signal<ReadonlySet<string>>

export function useSelection(): Selection {
  return useSignal<ReadonlySet<string>>(new Set())
}

type TableProps<Row> = {
  /** Says what the rows are; read aloud before them. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly selection?: Selection
  /** "Pilih keluarga Rosmiati"; needed with a selection. */
  readonly pickLabel?: (row: Row) => string
  /** Why a row cannot be chosen; undefined when it can. */
  readonly notPickable?: (row: Row) => string | undefined
  /** Rows of one group stand under its heading; groups come in the order of the rows. */
  readonly group?: (row: Row) => string
  /** A line under a row. */
  readonly note?: (row: Row) => ComponentChildren | undefined
  readonly foot?: ComponentChildren
  /** What will stand here, and who brings it. */
  readonly empty?: ComponentChildren
  /** Small tables of numbers drop columns on phones instead of becoming records. */
  readonly stack?: boolean
}

/** Header sticks; j and k walk, x chooses, Enter opens; shift chooses a range. */
export function Table<Row>(props: TableProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null)
  const opens = props.columns.some((column) => column.names === true)
  useRowKeys(body, { picks: props.selection !== undefined, opens })
  if (props.rows.length === 0 && props.empty !== undefined) {
    return <div class="empty">{props.empty}</div>
  }
  const kinds = ['table']
  if (props.stack !== false) kinds.push('table--stack')
  if (props.selection !== undefined) kinds.push('table--pick')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by key
    <section class="table-wide" tabIndex={0} aria-label={props.caption}>
      <table class={kinds.join(' ')}>
        <caption class="vh">{props.caption}</caption>
        <thead>
          <tr>
            {props.selection === undefined ? null : (
              <PickAll {...props} selection={props.selection} />
            )}
            {props.columns.map((column) => (
              <th key={column.key} scope="col" class={cellClass(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {props.rows.map((row, at) => (
            <Fragment key={props.rowKey(row)}>
              <GroupHead {...props} at={at} />
              <TableRow {...props} row={row} />
            </Fragment>
          ))}
        </tbody>
        {props.foot === undefined ? null : <tfoot>{props.foot}</tfoot>}
      </table>
    </section>
  )
}

function GroupHead<Row>(props: TableProps<Row> & { readonly at: number }) {
  const row = props.rows[props.at]
  if (props.group === undefined || row === undefined) return null
  const before = props.rows[props.at - 1]
  const name = props.group(row)
  if (before !== undefined && props.group(before) === name) return null
  return (
    <tr class="group">
      <th colSpan={columnCount(props)} scope="colgroup">
        {name}
      </th>
    </tr>
  )
}

function TableRow<Row>(props: TableProps<Row> & { readonly row: Row }) {
  const { row } = props
  const key = props.rowKey(row)
  const chosen = props.selection?.value.has(key) === true
  const note = props.note?.(row)
  return (
    <>
      <tr
        data-row={key}
        class={note === undefined ? undefined : 'noted'}
        aria-selected={chosen ? 'true' : undefined}
      >
        {props.selection === undefined ? null : (
          <Pick {...props} selection={props.selection} row={row} />
        )}
        {props.columns.map((column) =>
          column.names === true ? (
            <th key={column.key} scope="row">
              {column.cell(row)}
            </th>
          ) : (
            <td key={column.key} class={cellClass(column)} data-label={column.label}>
              {column.cell(row)}
            </td>
          ),
        )}
      </tr>
      {note === undefined ? null : (
        <tr class="note">
          <td colSpan={columnCount(props)}>{note}</td>
        </tr>
      )}
    </>
  )
}

/** The row that a click with shift starts from, by selection. */
const anchors = new WeakMap<Selection, string>()

function Pick<Row>(props: TableProps<Row> & { readonly selection: Selection; readonly row: Row }) {
  const key = props.rowKey(props.row)
  const because = props.notPickable?.(props.row)
  const label = props.pickLabel?.(props.row) ?? key
  const click = (event: TargetedMouseEvent<HTMLInputElement>) => {
    const on = event.currentTarget.checked
    const keys = event.shiftKey ? between(props, anchors.get(props.selection), key) : [key]
    anchors.set(props.selection, key)
    choose(props.selection, keys, on)
  }
  return (
    <td>
      <input
        type="checkbox"
        aria-label={because === undefined ? label : `${label} (${because})`}
        checked={props.selection.value.has(key)}
        disabled={because !== undefined}
        onClick={click}
      />
    </td>
  )
}

function PickAll<Row>(props: TableProps<Row> & { readonly selection: Selection }) {
  const keys = pickableKeys(props)
  const chosen = keys.filter((key) => props.selection.value.has(key)).length
  return (
    <th scope="col">
      <input
        type="checkbox"
        aria-label={t('shell.choose-all')}
        checked={chosen > 0 && chosen === keys.length}
        indeterminate={chosen > 0 && chosen < keys.length}
        onClick={(event) => choose(props.selection, keys, event.currentTarget.checked)}
      />
    </th>
  )
}

function choose(selection: Selection, keys: readonly string[], on: boolean): void {
  const next = new Set(selection.peek())
  for (const key of keys) {
    if (on) next.add(key)
    else next.delete(key)
  }
  selection.value = next
}

function between<Row>(props: TableProps<Row>, from: string | undefined, to: string): string[] {
  const keys = props.rows.map(props.rowKey)
  const ends = [keys.indexOf(from ?? to), keys.indexOf(to)]
  const pickable = new Set(pickableKeys(props))
  return keys.slice(Math.min(...ends), Math.max(...ends) + 1).filter((key) => pickable.has(key))
}

function pickableKeys<Row>(props: TableProps<Row>): string[] {
  return props.rows
    .filter((row) => props.notPickable?.(row) === undefined)
    .map((row) => props.rowKey(row))
}

function columnCount<Row>(props: TableProps<Row>): number {
  return props.columns.length + (props.selection === undefined ? 0 : 1)
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  const parts = [column.number === true ? 'num' : '', column.wide === true ? 'only-wide' : '']
  return parts.join(' ').trim() || undefined
}

/**
 * j and k move the focus to the next or former row's link (or its checkbox), where Enter opens it;
 * x ticks the row.
 */
export function useRowKeys(
  body: { readonly current: HTMLElement | null },
  rows: { readonly picks: boolean; readonly opens: boolean },
): void {
  const walk = useCallback(
    (step: 1 | -1) => {
      const all = [...(body.current?.querySelectorAll<HTMLElement>('tr[data-row]') ?? [])]
      const at = all.findIndex((row) => row.contains(document.activeElement))
      const next = all[at === -1 ? 0 : at + step]
      next?.querySelector<HTMLElement>('th a, a, button, input')?.focus()
      next?.scrollIntoView({ block: 'nearest' })
    },
    [body],
  )
  const tick = useCallback(() => {
    const row = document.activeElement?.closest('tr[data-row]')
    row?.querySelector<HTMLInputElement>('td:first-child input[type=checkbox]')?.click()
  }, [])
  const down = useCallback(() => walk(1), [walk])
  const up = useCallback(() => walk(-1), [walk])
  useShortcut('j', t('shell.key-down'), down)
  useShortcut('k', t('shell.key-up'), up)
  useShortcut('x', t('shell.key-choose'), rows.picks ? tick : undefined)
  useListedKey('Enter', rows.opens ? t('shell.key-open') : undefined)
}
