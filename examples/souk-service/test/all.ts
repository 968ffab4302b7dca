/** All tests in one process, which deploys once. Each file runs by itself, too. */
import './api.test.js'
import './browser.test.js'
import './chat.test.js'
