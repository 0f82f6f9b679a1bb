import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from './configuration.error.js';
import { readDotenvFile } from './environment.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'dotenv-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function read(content: string | Uint8Array): Record<string, string> {
  const path = join(folder, '.env');
  writeFileSync(path, content);
  return readDotenvFile(path);
}

/** What is wrong with a file, without its path. */
function faultsOf(path: string): string[] {
  try {
    readDotenvFile(path);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      throw error;
    }
    return error.faults.map(({ fault }) => fault);
  }
  return [];
}

function faultsIn(content: string | Uint8Array): string[] {
  const path = join(folder, '.env');
  writeFileSync(path, content);
  return faultsOf(path);
}

it('is empty where there is no file', () => {
  expect(readDotenvFile(join(folder, 'none'))).toEqual({});
});

it.each([
  ['a byte order mark', '\uFEFFIP_ALLOWLIST=10.0.0.0/8\n'],
  ['lines of blanks before', '  \n\t\n \t \nIP_ALLOWLIST=10.0.0.0/8'],
  ['line ends of Windows', '# first\r\n   \r\nIP_ALLOWLIST=10.0.0.0/8\r\n'],
  ['line ends of old Macs', '# first\rIP_ALLOWLIST=10.0.0.0/8\r'],
  ['blanks around', '   IP_ALLOWLIST = 10.0.0.0/8   '],
  ['export in front', 'export IP_ALLOWLIST=10.0.0.0/8'],
  ['double quotes and a comment', 'IP_ALLOWLIST="10.0.0.0/8" # the office'],
  ['single quotes', "IP_ALLOWLIST='10.0.0.0/8'"],
  ['a comment after a blank', 'IP_ALLOWLIST=10.0.0.0/8 # the office'],
])('loses nothing to %s', (_what, content) => {
  expect(read(content)).toEqual({ IP_ALLOWLIST: '10.0.0.0/8' });
});

it('keeps what stands in quotes, # and line breaks included', () => {
  expect(read('A="x # y"\nB=\'a#b\'\nC="one\ntwo"\nD=\nE= # nothing')).toEqual({
    A: 'x # y',
    B: 'a#b',
    C: 'one\ntwo',
    D: '',
    E: '',
  });
});

it.each([
  ['a name alone', 'PORT=1\nIP_ALLOWLIST\n', 'line 2 cannot be understood'],
  ['a colon', 'IP_ALLOWLIST: 10.0.0.0/8', 'line 1 cannot be understood'],
  ['a blank in the name', '\n\nIP ALLOWLIST=10.0.0.0/8', 'line 3 cannot be understood'],
  ['an invisible character', 'A=1\n\u200BIP_ALLOWLIST=10.0.0.0/8', 'line 2 cannot be understood'],
  ['a # in a secret', 'GATEWAY_KEY=abcdef#ghijklmnop', 'line 1 has a #'],
  ['a # that begins a secret', 'GATEWAY_KEY=#abcdefghijklmnop', 'line 1 has a #'],
  ['a quote that stays open', 'A="x\nIP_ALLOWLIST=10.0.0.0/8\nB="y"', 'line 1 opens a quote'],
  ['a quote at the end', "A=1\nB='x", 'line 2 opens a quote'],
  ['more after a quote', 'GATEWAY_KEY="abc"def', 'line 1 has more after the closing quote'],
  ['the same name twice', 'PORT=1\nHOST=::1\nPORT=2', 'line 3 sets PORT again, after line 1'],
  ['a NUL', 'A=x\0y', 'line 1 holds a NUL'],
])('refuses %s, with the number of the line and without the value', (_what, content, fault) => {
  const faults = faultsIn(content);
  expect(faults).toEqual([expect.stringContaining(fault)]);
  expect(faults.join()).not.toMatch(/abcdef|10\.0\.0/);
});

it('reports every line that is wrong at once', () => {
  expect(faultsIn('A\nB=1\nC C\n')).toHaveLength(2);
});

it('refuses a folder, and what is no UTF-8 text', () => {
  expect(faultsOf(folder)).toEqual([expect.stringContaining('is a folder')]);
  expect(faultsIn(Buffer.from('\uFEFFA=1', 'utf16le'))).toEqual([
    expect.stringContaining('is not UTF-8'),
  ]);
});
