import { type ComponentChildren, Fragment } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { settle } from '../router.ts'
import { useCurrentInView } from './in-view.ts'

export type Crumb = { readonly label: string; readonly href?: string }

/** The frame of a page's content: title, the one sentence, what can be done; takes the focus. */
export function Page(props: {
  /** Also the window's title: never a masked number in it. */
  readonly title: string
  readonly lead?: ComponentChildren
  readonly crumbs?: readonly Crumb[]
  readonly actions?: ComponentChildren
  readonly children?: ComponentChildren
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${props.title} · Entas`
  }, [props.title])
  useEffect(() => settle(heading.current), [])
  return (
    <>
      {props.crumbs === undefined ? null : <Crumbs of={props.crumbs} />}
      <div class="page__head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {props.title}
          </h1>
          {props.lead === undefined ? null : <div class="page__lead">{props.lead}</div>}
        </div>
        {props.actions === undefined ? null : <div class="actions">{props.actions}</div>}
      </div>
      {props.children}
    </>
  )
}

function Crumbs({ of }: { readonly of: readonly Crumb[] }) {
  return (
    <p class="crumbs">
      {of.map((crumb, at) => {
        const label =
          crumb.href === undefined ? crumb.label : <a href={crumb.href}>{crumb.label}</a>
        if (at === 0) return <Fragment key={crumb.label}>{label}</Fragment>
        return <span key={crumb.label}>{label}</span>
      })}
    </p>
  )
}

/** A part of a page under a 2 px rule. */
export function Section(props: {
  readonly title: string
  readonly aside?: ComponentChildren
  /** The first section of a page needs no rule above it. */
  readonly first?: boolean
  readonly children: ComponentChildren
}) {
  const id = useId()
  return (
    <section class={props.first === true ? '' : 'section'} aria-labelledby={id}>
      <div class="section__head">
        <h2 id={id}>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  )
}

/** Facts as a grid: name, value, and where it comes from. */
export function Facts(props: {
  readonly rows: readonly {
    readonly label: string
    readonly value: ComponentChildren
    readonly source?: ComponentChildren
  }[]
}) {
  return (
    <dl class="facts">
      {props.rows.map((row) => (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd>
            {row.value}
            {row.source === undefined ? null : <span class="source">{row.source}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Tabs that are links: whose turn it is, with counts. */
export function Tabs(props: {
  readonly label: string
  readonly tabs: readonly {
    readonly href: string
    readonly label: string
    readonly count?: string
    readonly current: boolean
  }[]
  readonly end?: ComponentChildren
}) {
  const row = useRef<HTMLElement>(null)
  useCurrentInView(row, props.tabs.find((tab) => tab.current)?.href ?? '')
  return (
    <nav class="tabs" ref={row} aria-label={props.label}>
      {props.tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.current ? 'true' : undefined}>
          {tab.label} {tab.count === undefined ? null : <b>{tab.count}</b>}
        </a>
      ))}
      {props.end === undefined ? null : <span>{props.end}</span>}
    </nav>
  )
}
