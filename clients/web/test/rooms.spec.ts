import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const source = join(__dirname, '../src');

/** Which rooms a room may enter. What is missing here may enter none. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  provider: ['config', 'errors'],
  session: ['config', 'errors', 'provider'],
  pages: ['errors', 'session'],
  'sign-in': ['config', 'errors', 'provider', 'session'],
  downstream: ['config', 'errors', 'pages', 'provider', 'session'],
  server: ['config'],
};

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(source, file), 'utf8') }));

const roomOf = (file: string) => (file.includes('/') ? file.split('/')[0] : undefined);

const betweenRooms = files
  .flatMap(({ file, text }) =>
    [...text.matchAll(/from '(\.[^']+)\.js'/g)].map(([, path = '']) => ({
      from: file,
      to: `${relative(source, normalize(join(source, dirname(file), path)))}.ts`,
    })),
  )
  .filter(({ from, to }) => roomOf(to) !== undefined && roomOf(from) !== roomOf(to));

it('lets rooms be entered through their index only', () => {
  expect(betweenRooms.length).toBeGreaterThan(10);
  expect(betweenRooms.filter(({ to }) => !/^[^/]+\/index\.ts$/.test(to))).toEqual([]);
});

it('lets imports point one way only', () => {
  const wrong = betweenRooms.filter(({ from, to }) => {
    const room = roomOf(from);
    return room !== undefined && !allowed[room]?.includes(roomOf(to) ?? '');
  });
  expect(wrong).toEqual([]);
});

it('reads the environment in one place only', () => {
  const readers = files.filter(({ text }) => /process\.env/.test(text));
  expect(readers.map(({ file }) => file)).toEqual(['config/environment.ts']);
});

it('knows nothing of the API but its address', () => {
  const strangers = files.filter(({ text }) =>
    /from '(\.\.\/)+src\/|azure-ad-b2c-emulator/.test(text),
  );
  expect(strangers).toEqual([]);
});
