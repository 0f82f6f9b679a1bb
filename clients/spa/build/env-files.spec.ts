import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnvFile, readVariables } from './env-files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'env-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

it('reads a file with a byte order mark, blank lines, comments and quotes', () => {
  const text =
    '\uFEFFVITE_TENANT_NAME=contoso\r\n  \t\r\n# comment\r\nexport VITE_API_URL="https://a.example" # b';
  expect(parseEnvFile(text, '.env')).toEqual({
    values: { VITE_TENANT_NAME: 'contoso', VITE_API_URL: 'https://a.example' },
    faults: [],
  });
});

it.each([
  ['VITE_TENANT_NAME contoso', 'is not NAME=value'],
  ['VITE_TENANT_NAME="contoso', 'a quote that is not closed'],
  ['VITE_API_URL=https://a.example/#b', 'a # in a value'],
])('drops nothing in silence: %s', (line, fault) => {
  const { values, faults } = parseEnvFile(`A=b\n${line}`, '.env');
  expect(values).toEqual({ A: 'b' });
  expect(faults).toEqual([expect.stringMatching(`^\\.env:2 .*${fault}`)]);
});

it('takes the environment before files, and the more specific file before the others', () => {
  write('.env', 'VITE_TENANT_NAME=a\nVITE_TENANT_ID=a\nVITE_API_URL=a');
  write('.env.production.local', 'VITE_TENANT_NAME=b\nVITE_TENANT_ID=b');
  write('.env.development', 'VITE_API_URL=other');
  expect(readVariables(folder, 'production', { VITE_TENANT_NAME: 'c', OTHER: 'd' })).toEqual({
    VITE_TENANT_NAME: 'c',
    VITE_TENANT_ID: 'b',
    VITE_API_URL: 'a',
  });
});

it.each([
  ['VITE_TENNANT_NAME', 'VITE_TENANT_NAME'],
  ['VITE_CLIENTID', 'VITE_CLIENT_ID'],
  ['vite_api_url', 'VITE_API_URL'],
  ['TENANT_NAME', 'VITE_TENANT_NAME'],
])('says what a misspelt name is meant to be: %s', (name, meant) => {
  write('.env', `${name}=contoso`);
  expect(() => readVariables(folder, 'production', {})).toThrow(`${name} is not known: ${meant}`);
});

it('leaves variables of others alone', () => {
  write('.env', 'VITE_CJS_TRACE=1\nPORT=3000');
  expect(() => readVariables(folder, 'production', { VITE_HTTP_PROXY: 'a' })).not.toThrow();
});

it('says so when a file is a folder', () => {
  mkdirSync(join(folder, '.env'));
  expect(() => readVariables(folder, 'production', {})).toThrow('.env cannot be read (EISDIR)');
});
