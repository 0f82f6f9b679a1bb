// Microsoft Graph, asked through the Azure CLI, which signs the requests.
import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

const graph = 'https://graph.microsoft.com/v1.0';

/**
 * Sends one request to Microsoft Graph. Undefined when the answer is 404.
 *
 * @param path within version 1.0 of Microsoft Graph, or a whole address
 */
export function request(method, path, body) {
  const uri = path.startsWith('https:') ? path : `${graph}${path}`;
  const args = ['rest', '--method', method, '--uri', uri, '--output', 'json'];
  if (body) {
    args.push('--headers', 'Content-Type=application/json', '--body', JSON.stringify(body));
  }
  const { status, stdout, stderr, error } = spawnSync('az', args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw new Error(`The Azure CLI cannot be run: ${error.message}`);
  if (status === 0) return stdout.trim() === '' ? {} : JSON.parse(stdout);
  if (/\bNot Found\b|Request_ResourceNotFound/.test(stderr)) return undefined;
  throw new Error(`${method} ${path}: ${stderr.trim()}`);
}

/** The objects of a collection for which an OData filter holds. */
export function filtered(path, filter) {
  return request('GET', `${path}?$filter=${encodeURIComponent(filter)}`)?.value ?? [];
}

/** Every object of a collection, page by page. */
export function* pages(path) {
  for (let next = path; next;) {
    const page = request('GET', next);
    yield page?.value ?? [];
    next = page?.['@odata.nextLink'];
  }
}

/** What has just been made is not found everywhere at once, so a failure is tried again for a while. */
export async function eventually(send) {
  for (let left = 8; ; left -= 1) {
    try {
      const answer = send();
      if (answer !== undefined) return answer;
      if (left === 0) throw new Error('Microsoft Graph still does not find what was just made.');
    } catch (error) {
      if (left === 0) throw error;
    }
    await wait(2000);
  }
}
