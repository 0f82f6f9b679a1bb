/** The oldest major version of Node that the programs run on. */
const oldestSupported = 22;

/**
 * Ends the process with a one-line message on a version of Node that is too old. Programs call it before
 * they import anything else, because the other modules may fail to load there. For the same reason this
 * file uses old syntax and no modules.
 */
export function exitOnOldNode(): void {
  const version = process.versions.node;
  if (Number(version.split('.')[0]) < oldestSupported) {
    process.stderr.write(
      `This program needs Node ${oldestSupported} or newer, 24 is recommended. This is Node ${version}.\n`,
    );
    process.exit(1);
  }
}
