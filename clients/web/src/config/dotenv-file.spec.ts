import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDotenvFile, readDotenvFile } from './dotenv-file.js';

it.each<[name: string, text: string]>([
  ['a byte order mark', '\uFEFFA=1\nB=2'],
  ['lines of blanks', 'A=1\n   \n\t\nB=2\n \n'],
  ['Windows line ends', 'A=1\r\n\r\nB=2\r\n'],
  ['old Macintosh line ends', 'A=1\rB=2'],
  ['comments', '# first\nA=1 # one\n  # second\nB=2\t# two'],
  ['double quotes', 'A="1"\nB="2" # two'],
  ['single quotes', "A='1'\nB='2'"],
  ['blanks around names and values', '  A = 1  \n\tB\t=\t2\t'],
  ['export', 'export A=1\nexport B=2'],
])('reads every variable of a file with %s', (_name, text) => {
  expect(parseDotenvFile(text)).toEqual({ values: { A: '1', B: '2' }, faults: [] });
});

it.each([
  ["SECRET='a#b c\\d'", 'a#b c\\d'],
  ['SECRET="a#b"', 'a#b'],
  ["SECRET='it''s'", "it''s"],
  ['SECRET=a=b==', 'a=b=='],
  ["SECRET=it's", "it's"],
  ['SECRET=', ''],
  ['SECRET= # none', ''],
])('reads %s', (line, value) => {
  expect(parseDotenvFile(line)).toEqual({ values: { SECRET: value }, faults: [] });
});

it.each([
  ['SECRET=a#b', /#/],
  ['SECRET=#ab', /#/],
  ['SECRET="a', /not closed/],
  ["SECRET='a'b", /after the closing quote/],
  ['SECRET="a\\nb"', /backslash/],
  ['IP-ALLOWLIST=10.0.0.1', /cannot be understood/],
  ['IP_ALLOWLIST: 10.0.0.1', /cannot be understood/],
  ['IP_ALLOWLIST', /cannot be understood/],
  ['=10.0.0.1', /cannot be understood/],
  ['\u200BIP_ALLOWLIST=10.0.0.1', /cannot be understood/],
  ['// comment', /cannot be understood/],
  ['FIRST=2', /sets FIRST again, after line 1/],
])('finds a fault in %j, and names the line', (line, fault) => {
  const { faults } = parseDotenvFile(`FIRST=1\n\n${line}\nLAST=1`);
  expect(faults).toEqual([
    {
      variable: '.env',
      fault: expect.stringMatching(new RegExp(`^line 3 .*${fault.source}`)) as string,
      example: expect.any(String) as string,
    },
  ]);
});

it('never repeats a value in a fault', () => {
  const { faults } = parseDotenvFile('SECRET=hidden#value\nSECRET: hidden\nA="hidden');
  expect(JSON.stringify(faults)).not.toContain('hidden');
});

describe('a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'env-file-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('that does not exist is empty', () => {
    expect(readDotenvFile(join(folder, '.env'))).toEqual({ values: {}, faults: [] });
  });

  it('that is a folder is a fault', () => {
    const path = join(folder, '.env');
    mkdirSync(path);
    expect(readDotenvFile(path).faults).toMatchObject([
      { variable: path, fault: expect.stringMatching(/is a folder/) as string },
    ]);
  });

  it.each([
    ['UTF-16, as PowerShell writes it', Buffer.from('\uFEFFA=1', 'utf16le')],
    ['Latin-1', Buffer.from('A=Zoë', 'latin1')],
  ])('in %s is a fault', (_name, bytes) => {
    const path = join(folder, '.env');
    writeFileSync(path, bytes);
    expect(readDotenvFile(path)).toMatchObject({
      values: {},
      faults: [{ fault: expect.stringMatching(/not UTF-8/) as string }],
    });
  });
});
