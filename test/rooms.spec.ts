import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const source = join(__dirname, '../src');

/** Which rooms a room may enter. What is missing here may enter none. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  tasks: ['auth', 'database', 'errors', 'openapi'],
  health: ['auth', 'database'],
  openapi: ['auth'],
  gateway: ['errors', 'logging'],
  metrics: ['auth', 'logging'],
  doctor: ['auth', 'config', 'database', 'logging'],
  explain: ['auth', 'config', 'logging'],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

function imports(): Import[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((from) => {
      const text = readFileSync(join(source, from), 'utf8');
      return [...text.matchAll(/from '(\.[^']+)\.js'/g)].map(([, path = '']) => ({
        from,
        to: `${relative(source, normalize(join(source, dirname(from), path)))}.ts`,
      }));
    });
}

const roomOf = (file: string) => (file.includes('/') ? file.split('/')[0] : undefined);

const betweenRooms = () =>
  imports().filter(({ from, to }) => roomOf(to) !== undefined && roomOf(from) !== roomOf(to));

it('lets rooms be entered through their index only', () => {
  expect(betweenRooms().length).toBeGreaterThan(10);
  expect(betweenRooms().filter(({ to }) => !/^[^/]+\/index\.ts$/.test(to))).toEqual([]);
});

it('lets imports point one way only', () => {
  const wrong = betweenRooms().filter(({ from, to }) => {
    const room = roomOf(from);
    return room !== undefined && !allowed[room]?.includes(roomOf(to) ?? '');
  });
  expect(wrong).toEqual([]);
});

it('reads the environment in one place only', () => {
  const readers = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && /process\.env/.test(readFileSync(join(source, file), 'utf8')),
  );
  expect(readers).toEqual(['config/environment.ts']);
});
