const manyHosts = /^([a-z]+:\/\/(?:[^@/?#]*@)?)([^/?#]+)(.*)$/is;

/**
 * The addresses of a `postgres://` URL that names several hosts, as libpq takes them:
 * `postgres://user@one:5432,two:5433/database`.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 *
 * @returns one URL for each host; the URL itself when it names one
 */
export function splitHosts(url: string): string[] {
  const [, before, hosts, after = ''] = manyHosts.exec(url) ?? [];
  if (before === undefined || hosts === undefined) {
    return [url];
  }
  // The driver has no such parameter. Only a primary is ever used, since the API writes.
  const rest = after.replace(/([?&])target_session_attrs=[^&]*(&|$)/i, '$1').replace(/[?&]$/, '');
  return hosts.split(',').map((host) => `${before}${host}${rest}`);
}
