import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');

interface LockedPackage {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

const manifest = json('package.json') as { dependencies: object };
const { packages } = json('package-lock.json') as { packages: Record<string, LockedPackage> };
const installed = Object.entries(packages).filter(([path]) => path.includes('node_modules/'));

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

it('describes every production dependency of the API, and nothing else', () => {
  const rows = [...page.matchAll(/^\| ([@a-z][\w@/.-]*) +\| (?!what)/gm)].map(([, name]) => name);
  expect(rows).toEqual(Object.keys(manifest.dependencies).toSorted());
});

it('ships under licences that are known to be permissive', () => {
  const allowed = new Set(
    'MIT ISC BSD-2-Clause BSD-3-Clause Apache-2.0 BlueOak-1.0.0 0BSD Python-2.0'.split(' '),
  );
  const others = installed
    .filter(([, { dev, devOptional, link }]) => !dev && !devOptional && !link)
    .filter(([, { license }]) => !allowed.has(license ?? ''))
    .map(([path, { license }]) => `${nameOf(path)}: ${license ?? 'none'}`);
  // Each says MIT elsewhere than in this field.
  expect([...new Set(others)].toSorted()).toEqual([
    'limiter: none',
    'passport-strategy: none',
    'pause: none',
  ]);
});

it('runs no install script of a package', () => {
  const npmSettings = readFileSync(join(root, '.npmrc'), 'utf8');
  expect(npmSettings).toMatch(/^ignore-scripts=true$/m);
});
