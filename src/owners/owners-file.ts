import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { ownerKeyIn } from '../auth/index.js';

/** A person or application that becomes another owner. */
export interface OwnerMove {
  /** The line of the file, counted from 1. */
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

/** A line that cannot be used. */
export interface LineFault {
  readonly line: number;
  /** What is wrong with it, or why it was not moved. */
  readonly fault: string;
}

const header = 'oldtenant,oldobjectid,newtenant,newobjectid';

/**
 * Reads lines of `oldTenant,oldObjectId,newTenant,newObjectId`, one after the other, however many there
 * are. Quotes around values, blank lines, a byte order mark and a line with the names of the columns are
 * accepted.
 *
 * @throws what the file system says when the file cannot be read
 */
export async function* readOwnersFile(path: string): AsyncGenerator<OwnerMove | LineFault> {
  const input = createReadStream(path, 'utf8');
  // Opened here: readline alone would never end for a file that cannot be opened.
  await new Promise<void>((resolve, reject) => {
    input.once('readable', resolve);
    input.once('error', reject);
  });
  let line = 0;
  for await (const content of createInterface({ input, crlfDelay: Infinity })) {
    line++;
    const found = readLine(line, line === 1 ? content.replace(/^\ufeff/, '') : content);
    if (found) {
      yield found;
    }
  }
}

function readLine(line: number, content: string): OwnerMove | LineFault | undefined {
  if (content.includes('\ufffd')) {
    return { line, fault: 'is not UTF-8 text; save the file in that encoding' };
  }
  const fields = content.split(',').map(readField);
  if (content.trim() === '' || fields.join(',').toLowerCase() === header) {
    return undefined;
  }
  if (fields.length !== 4 || !fields.every((field) => fieldForm.test(field))) {
    const form = 'oldTenant,oldObjectId,newTenant,newObjectId';
    return { line, fault: `is not ${form}, four values of visible characters` };
  }
  const [oldTenant = '', oldId = '', newTenant = '', newId = ''] = fields;
  const [from, to] = [ownerKeyIn(oldTenant, oldId), ownerKeyIn(newTenant, newId)];
  return from === to
    ? { line, fault: 'the old and the new owner are the same' }
    : { line, from, to };
}

/** No vertical bar: it separates the tenant from the object id in the key of an owner. */
const fieldForm = /^[\x21-\x7b\x7d\x7e]{1,255}$/;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Exports write GUIDs in capitals as well; tokens never do. */
function readField(field: string): string {
  const value = field
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
  return guid.test(value) ? value.toLowerCase() : value;
}
