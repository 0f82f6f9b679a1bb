import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createDevelopmentCertificate,
  type DevelopmentCertificate,
  isUsable,
} from './development-certificate.js';

/** Paths of the files in a certificate folder. */
export function folderPaths(folder: string) {
  return {
    ca: join(folder, 'ca.pem'),
    certificate: join(folder, 'localhost.pem'),
    key: join(folder, 'localhost-key.pem'),
  };
}

/** Creates the folder with a `.gitignore`: it holds private keys. */
export async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, '.gitignore'), '*\n');
}

/** Reads the certificate of a folder; creates it if it is missing or about to expire. */
export async function openCertificate(
  folder: string,
  customDomains: readonly string[] = [],
): Promise<DevelopmentCertificate> {
  const paths = folderPaths(folder);
  const stored = await read(paths);
  if (stored && isUsable(stored, Date.now(), customDomains)) {
    return stored;
  }
  const made = await createDevelopmentCertificate(customDomains);
  await Promise.all([
    writeFile(paths.ca, withNewline(made.ca)),
    writeFile(paths.certificate, withNewline(made.certificate)),
    writeFile(paths.key, withNewline(made.key), { mode: 0o600 }),
  ]);
  return made;
}

async function read(
  paths: ReturnType<typeof folderPaths>,
): Promise<DevelopmentCertificate | undefined> {
  try {
    const [ca, certificate, key] = await Promise.all(
      [paths.ca, paths.certificate, paths.key].map((path) => readFile(path, 'utf8')),
    );
    return ca && certificate && key ? { ca, certificate, key } : undefined;
  } catch {
    return undefined;
  }
}

function withNewline(pem: string): string {
  return pem.endsWith('\n') ? pem : `${pem}\n`;
}
