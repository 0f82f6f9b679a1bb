import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { preProcessFile } from 'typescript';

const source = join(__dirname, '../src');

/** Which rooms a room may enter. What is missing here may enter none. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  tasks: ['auth', 'database', 'errors', 'openapi', 'rest'],
  rest: ['auth', 'database', 'errors', 'openapi'],
  database: ['errors'],
  health: ['auth', 'database', 'edge'],
  openapi: ['auth', 'edge'],
  edge: ['config', 'errors', 'logging'],
  metrics: ['auth', 'logging'],
  doctor: ['auth', 'config', 'database', 'logging'],
  explain: ['auth', 'config', 'logging'],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
);
const textOf = (file: string) => readFileSync(join(source, file), 'utf8');

/** Every import between files, as the compiler finds them: of types, for effects and dynamic ones too. */
const imports: readonly Import[] = files.flatMap((from) =>
  preProcessFile(textOf(from), true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((path) => path.startsWith('.'))
    .map((path) => ({
      from,
      to: relative(source, normalize(join(source, dirname(from), path))).replace(/\.js$/, '.ts'),
    })),
);

const roomOf = (file: string) => (file.includes('/') ? file.split('/')[0] : undefined);

/** What leaves a room; the files at the top may use any room. */
const leaving = imports.filter(({ from, to }) => roomOf(from) && roomOf(from) !== roomOf(to));

it('lets rooms be entered through their index only', () => {
  const entering = imports.filter(({ from, to }) => roomOf(to) && roomOf(from) !== roomOf(to));
  expect(entering.length).toBeGreaterThan(10);
  expect(entering.filter(({ to }) => !/^[^/]+\/index\.ts$/.test(to))).toEqual([]);
});

it('lets imports point one way only, and none to the files that put the rooms together', () => {
  expect(leaving.length).toBeGreaterThan(10);
  const wrong = leaving.filter(({ from, to }) => {
    const [room, other] = [roomOf(from) ?? '', roomOf(to)];
    return other === undefined || !allowed[room]?.includes(other);
  });
  expect(wrong).toEqual([]);
});

it('reads the environment in one place only', () => {
  const readers = files.filter((file) =>
    /process\.env\b|\benv\b[^;]*from 'node:process'/.test(textOf(file)),
  );
  expect(readers).toEqual(['config/environment.ts']);
});
