import { pageFiles } from '../src/openapi/documentation-files.js';
import type { Answer } from './support/api.js';
import { useRunningApi } from './support/running-api.js';

const running = useRunningApi();

/** Everything that is open to everybody. A new route is protected unless it is added here. */
const open = [
  'GET /',
  'GET /docs/swagger-ui-bundle.js',
  'GET /docs/swagger-ui.css',
  ...pageFiles.map((name) => `GET /docs/${name}`),
  'GET /docs',
  'GET /docs/',
  'GET /docs/*',
  'GET /docs/LICENSE',
  'GET /docs/index.html',
  'GET /docs/swagger-ui-init.js',
  'GET /docs/docs/swagger-ui-init.js',
  'GET /openapi.json',
  'GET /oauth2-redirect',
  'GET /.well-known/oauth-protected-resource',
  'GET /health/live',
  'GET /health/ready',
];

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Every route that the server has, as the server itself lists them. */
function routes(): Route[] {
  const tree = running.api.nest.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const parents: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const match = /^([│ ]*)[├└]── (\S+)(?: \((.+)\))?$/.exec(line);
    if (!match) {
      return [];
    }
    const [, indent = '', segment = '', methods = ''] = match;
    const depth = indent.length / 4;
    parents.splice(depth, Infinity, segment);
    const path = parents.join('');
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD')
      .map((method) => ({ method, path }));
  });
}

const call = ({ method, path }: Route, token?: string): Promise<Answer> =>
  running.api.call(path.replace(':id', '0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11'), {
    method,
    ...(token === undefined ? {} : { token }),
  });

const isOpen = ({ method, path }: Route) => open.includes(`${method} ${path}`);

it('finds the routes that the API is known to have', () => {
  const found = routes().map(({ method, path }) => `${method} ${path}`);
  expect(found).toEqual(
    expect.arrayContaining([
      'GET /tasks',
      'POST /tasks',
      'GET /tasks/:id',
      'PATCH /tasks/:id',
      'DELETE /tasks/:id',
      'GET /me',
      ...open,
    ]),
  );
});

it('needs a token for every route that is not listed as open', async () => {
  const closed = routes().filter((route) => !isOpen(route));
  expect(closed.length).toBeGreaterThanOrEqual(6);
  const token = await running.provider.token();
  for (const route of closed) {
    const answer = await call(route);
    expect({ ...route, status: answer.status }).toEqual({ ...route, status: 401 });
    expect(answer.headers.get('www-authenticate')).toMatch(
      /^Bearer realm="[^"]+", authorization_uri="[^"]+", resource_metadata="[^"]+"$/,
    );
    const forged = await call(route, token.slice(0, -300));
    expect({ ...route, status: forged.status }).toEqual({ ...route, status: 401 });
  }
});

it('needs no token for the routes that are listed as open', async () => {
  for (const route of routes().filter(isOpen)) {
    const answer = await call(route);
    expect({ ...route, denied: [401, 403].includes(answer.status) }).toEqual({
      ...route,
      denied: false,
    });
  }
});

it('documents the scopes of every operation that needs a token, and no security for the others', () => {
  const documented = Object.entries(running.api.document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, { security?: Record<string, string[]>[] }>).map(
      ([method, { security }]) => ({
        method: method.toUpperCase(),
        path: path.replace('{id}', ':id'),
        security,
      }),
    ),
  );
  const key = ({ method, path }: Route) => `${method} ${path}`;
  const undocumented = new Set(open.filter((route) => !route.startsWith('GET /health')));
  expect(documented.map(key).toSorted()).toEqual(
    routes()
      .map(key)
      .filter((route) => !undocumented.has(route))
      .toSorted(),
  );
  for (const { method, path, security } of documented) {
    expect({ method, path, open: (security ?? []).length === 0 }).toEqual({
      method,
      path,
      open: isOpen({ method, path }),
    });
  }
});
