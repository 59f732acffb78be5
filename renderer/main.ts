import { createApp } from 'vue'
import './styles/elementParts.ts'
import './styles/tokens.css'
import './styles/element.css'
import './styles/base.css'
import App from './App.vue'
import { failed } from './composables/notify.ts'
import { startSession } from './composables/useSession.ts'
import { router } from './router.ts'

const app = createApp(App)
app.config.errorHandler = (thrown) => failed(thrown)
router.onError((thrown) => failed(thrown))
// What a page forgot to catch is still said to the person at the screen.
window.addEventListener('unhandledrejection', (event) => failed(event.reason))
// A file dropped beside the place meant for it must not replace the page.
for (const type of ['dragover', 'drop'] as const) window.addEventListener(type, (event) => event.preventDefault())
app.use(router)
startSession()
app.mount('#app')
