import type { ComponentChildren } from 'preact'
import { t } from '../text.ts'

/** Two records side by side: a row a question, and at its end how the two answers compare. */
export function SideTable(props: {
  readonly caption: string
  readonly left: ComponentChildren
  readonly right: ComponentChildren
  readonly persons?: true
  readonly children: ComponentChildren
}) {
  return (
    <table class={props.persons ? 'table pair pair--persons' : 'table pair'} data-density="tight">
      <caption class="vh">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="vh">{t('matching.what')}</span>
          </th>
          <th scope="col">{props.left}</th>
          <th scope="col">{props.right}</th>
          <th scope="col">
            <span class="source">{t('matching.result')}</span>
          </th>
        </tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  )
}
