import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { providerVariables, serverSchema } from '../../src/config/environment.schema.js';

const root = join(__dirname, '../..');
const variables = ['IDENTITY_PROVIDERS', ...providerVariables, ...Object.keys(serverSchema.shape)];
const pages = globSync(['*.md', 'docs/*.md'], { cwd: root });

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function all(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found]) => found!))];
}

/** By Node, npm, the shell or the tests. */
const readByOthers = [
  'NODE_ENV',
  'NODE_EXTRA_CA_CERTS',
  'NO_COLOR',
  'TEST_DATABASE_URL',
  'TEST_REDIS_URL',
  'CLIENT_ID',
  // By the exporter of traces.
  'OTEL_RESOURCE_ATTRIBUTES',
];

describe.each(pages)('%s', (page) => {
  it('names variables that the API reads', () => {
    const known = new Set([...variables, ...readByOthers]);
    const named = all(read(page), /(?:`|^)([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:`|=)/gm);
    const providers = all(read(page), /(?:`|^)IDENTITY_PROVIDERS=([\w,-]+)/gm)
      .flatMap((list) => list.split(','))
      .map((name) => `${name.toUpperCase().replaceAll('-', '_')}_`);
    const isKnown = (name: string) =>
      known.has(name) ||
      providers.some((prefix) => name.startsWith(prefix) && known.has(name.slice(prefix.length)));
    expect(named.filter((name) => !isKnown(name))).toEqual([]);
  });

  it('names files that exist', () => {
    const named = all(read(page), /`((?:src|docs|test|emulator|clients|dev|bench)\/[\w./-]+)`/g);
    // docs/your-own-resource.md tells how to add this folder.
    const exists = (path: string) => path === 'src/expenses' || existsSync(join(root, path));
    expect(named.filter((path) => !exists(path))).toEqual([]);
  });
});

it('explains every reason for which a token is refused', () => {
  const reasons = all(
    read('src/auth/refusals/refusal.ts'),
    /^\s*(?:\||type \w+ =)?\s*'([a-z0-9_]+)'/gm,
  );
  const explained = all(read('docs/troubleshooting.md'), /`([a-z0-9_]+)`(?=[^\n]*\|)/g);
  expect(reasons.length).toBeGreaterThan(20);
  expect(explained).toEqual(expect.arrayContaining(reasons));
});

it('explains every other reason for which a request is refused', () => {
  const reasons = globSync('src/**/*.ts', { cwd: root }).flatMap((file) =>
    all(read(file), /readonly reason = '([a-z_]+)'/g),
  );
  const explained = all(read('docs/troubleshooting.md'), /`([a-z_]+)`(?=[^\n]*\|)/g);
  expect(reasons).toContain('task_not_found');
  // 304 is no refusal.
  expect(
    reasons.filter((reason) => reason !== 'not_modified' && !explained.includes(reason)),
  ).toEqual([]);
});

it('names metrics that the API publishes, and describes every one', () => {
  const published = globSync('src/metrics/*.ts', { cwd: root }).flatMap((file) =>
    all(read(file), /name: '([a-z_]+)'/g),
  );
  const inPages = globSync('docs/*.md', { cwd: root }).flatMap((page) =>
    all(read(page), /\b((?:auth|database|http|rate_limit)_[a-z_]+)(?=[{`\][ ])/g),
  );
  const isPublished = (name: string) =>
    published.includes(name.replace(/_(?:count|sum|bucket)$/, ''));
  expect(published).toContain('auth_refusals_total');
  expect(published.filter((name) => !inPages.includes(name))).toEqual([]);
  expect(inPages.filter((name) => name.startsWith('auth_') && !isPublished(name))).toEqual([]);
});
