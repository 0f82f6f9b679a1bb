// Microsoft Graph, with the sign-in of the Azure CLI.
import { execFileSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

function azureCli(...args) {
  try {
    return JSON.parse(execFileSync('az', [...args, '--output', 'json'], { encoding: 'utf8' }));
  } catch (error) {
    throw new Error(`az ${args.join(' ')} failed: ${error.message}`, { cause: error });
  }
}

let session;

/** Address and token, asked for once. The address differs in national clouds. */
function signedIn() {
  session ??= {
    origin: azureCli('cloud', 'show').endpoints.microsoftGraphResourceId.replace(/\/$/, ''),
    token: azureCli('account', 'get-access-token', '--resource-type', 'ms-graph').accessToken,
  };
  return session;
}

/**
 * Sends one request. Undefined when the answer is 404.
 *
 * @param path within version 1.0 of Microsoft Graph, or a whole address that it answered with
 */
export async function request(method, path, body) {
  const { origin, token } = signedIn();
  const url = path.startsWith('/') ? `${origin}/v1.0${path}` : path;
  if (!url.startsWith(`${origin}/`)) {
    throw new Error(`${url} is not at ${origin}`);
  }
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.status === 404) {
    return undefined;
  }
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${text}`);
  }
  return text === '' ? {} : JSON.parse(text);
}

/** The objects of a collection for which an OData filter holds. */
export async function filtered(path, filter) {
  const page = await request('GET', `${path}?$filter=${encodeURIComponent(filter)}`);
  return page?.value ?? [];
}

/** Every object of a collection, page by page. */
export async function* pages(path) {
  for (let next = path; next;) {
    const page = await request('GET', next);
    yield page?.value ?? [];
    next = page?.['@odata.nextLink'];
  }
}

/** What has just been made is not found everywhere at once, so a failure is tried again for a while. */
export async function eventually(send) {
  for (let left = 8; ; left -= 1) {
    try {
      const answer = await send();
      if (answer !== undefined) {
        return answer;
      }
      if (left === 0) {
        throw new Error('Microsoft Graph still does not find what was just made.');
      }
    } catch (error) {
      if (left === 0) {
        throw error;
      }
    }
    await wait(2000);
  }
}
