import { pathToFileURL } from 'node:url';
import { readConfig } from './worker.mjs';

/** The build of the API that a process measures, unless its configuration names another folder. */
const ownBuild = new URL('../../dist/', import.meta.url);

/** Imports a module of the build that this process measures. */
export function fromBuild(path) {
  const { build } = readConfig();
  return import(new URL(path, build ? pathToFileURL(`${build}/`) : ownBuild));
}
