import { place } from '../router.ts'
import { t } from '../text.ts'
import { Button, LinkButton } from './button.tsx'
import { Page } from './page.tsx'

export function NotFound() {
  return (
    <Page title={t('shell.not-found')} lead={<p>{t('shell.not-found-means')}</p>}>
      <LinkButton href="/">{t('shell.go-home')}</LinkButton>
    </Page>
  )
}

export function Forbidden() {
  return (
    <Page title={t('shell.forbidden')} lead={<p>{t('shell.forbidden-means')}</p>}>
      <LinkButton href="/">{t('shell.go-home')}</LinkButton>
    </Page>
  )
}

export function NothingForRole() {
  return <Page title={t('shell.nothing-for-role')} lead={<p>{t('shell.forbidden-means')}</p>} />
}

/** No server: the page says so and asks again; nothing that was kept is lost. */
export function Unreachable() {
  const again = () => {
    place.value = { ...place.peek() }
  }
  return (
    <Page title={t('shell.offline')} lead={<p>{t('shell.offline-means')}</p>}>
      <Button kind="main" onPress={again}>
        {t('shell.again')}
      </Button>
    </Page>
  )
}

/** A fault of the page itself. */
export function Broken() {
  return (
    <Page title={t('shell.broken')} lead={<p>{t('problem.page.broken')}</p>}>
      <Button kind="main" onPress={() => location.reload()}>
        {t('shell.again')}
      </Button>
    </Page>
  )
}
