import './ui/tokens.css'
import './ui/base.css'
import './ui/frame.css'
import './ui/controls.css'
import './ui/table.css'
import './ui/evidence.css'
import './ui/chart.css'
import './ui/phone.css'
import './ui/parts.css'
import './ui/screens.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { startServiceWorker } from './device/service-worker.ts'
import { language } from './language.ts'
import { startRouter } from './router.ts'
import { chooseLanguage } from './text.ts'
import { startAppearance } from './ui/appearance.ts'
import { startShortcuts } from './ui/shortcuts.tsx'

startAppearance()
startRouter()
startShortcuts()
startServiceWorker()

const root = document.getElementById('entas')
if (root === null) throw new Error('the page has no place for the application')
await chooseLanguage(language.peek())
render(<App />, root)

// The face of desks; phones keep their own, which is hinted and costs nothing.
if (matchMedia('(min-width: 40.01rem)').matches) void import('./ui/font.ts')
