// Makes every name under localhost this machine, in this process only: `node --import ./…/loopback-names.mjs client.mjs`.
// The log service puts the project in front of the host name, and Node does not resolve such names by itself.
import dns from 'node:dns'

const lookup = dns.lookup

dns.lookup = (hostname, options, callback) => {
  const done = typeof options === 'function' ? options : callback
  if (!/\.localhost$/.test(hostname)) return lookup(hostname, options, callback)
  const wantsAll = typeof options === 'object' && options !== null && options.all === true
  const answer = wantsAll ? [[{ address: '127.0.0.1', family: 4 }]] : ['127.0.0.1', 4]
  process.nextTick(done, null, ...answer)
}
