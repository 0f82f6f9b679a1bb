const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a Host header names this machine. A page on the web can make a name of its own resolve to
 * 127.0.0.1 and so reach local servers as "its" origin (DNS rebinding); the Host header gives it away.
 */
export function isLoopbackHost(host: string | undefined): host is string {
  const parts = /^(\[[^\]]*\]|[^:[\]]+)(?::\d{1,5})?$/.exec(host ?? '');
  return loopbackNames.has(parts?.[1]?.toLowerCase() ?? '');
}
