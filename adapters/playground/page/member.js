// A browser is one member, named by a cookie that the first answer to it brings. So its tabs ask one
// after the other, and the second one asks with the cookie that the first was given.

const PATIENCE = 5000;

export async function alone(ask) {
  if (!navigator.locks) return ask(); // on an address without TLS
  let asked = null;
  const signal = AbortSignal.timeout(PATIENCE);
  const once = () => (asked ??= ask());
  return navigator.locks.request("chattrain", { signal }, once).catch((error) => (asked ? Promise.reject(error) : once()));
}
