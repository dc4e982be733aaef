import { buildWorker } from './stack/worker-program'

/** `npm run build:worker`: the worker as one program, which `npm start`, the bench and the crash tests run. */
console.log((await buildWorker()) ? 'build/worker.mjs is built.' : 'build/worker.mjs is what these sources make.')
