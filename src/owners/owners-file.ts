import { ownerKeyIn } from '../auth/index.js';

/** A person or application that becomes another owner. */
export interface OwnerMove {
  /** The line of the file, counted from 1. */
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

/** What a file of moves holds, or what is wrong with it. */
export interface OwnersFile {
  readonly moves: readonly OwnerMove[];
  /** One sentence each, with its line. Nothing is moved if there is one. */
  readonly faults: readonly string[];
}

const header = 'oldtenant,oldobjectid,newtenant,newobjectid';

/**
 * Reads lines of `oldTenant,oldObjectId,newTenant,newObjectId`. Quotes around values, blank lines, a
 * byte order mark and a line with the names of the columns are accepted.
 */
export function readOwnersFile(text: string): OwnersFile {
  const moves: OwnerMove[] = [];
  const faults: string[] = [];
  for (const [index, content] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = index + 1;
    const fields = content.split(',').map(readField);
    if (content.trim() === '' || fields.join(',').toLowerCase() === header) {
      continue;
    }
    if (fields.length !== 4 || !fields.every((field) => fieldForm.test(field))) {
      faults.push(
        `line ${line}: is not oldTenant,oldObjectId,newTenant,newObjectId, four values of visible characters`,
      );
      continue;
    }
    const [oldTenant = '', oldId = '', newTenant = '', newId = ''] = fields;
    moves.push({ line, from: ownerKeyIn(oldTenant, oldId), to: ownerKeyIn(newTenant, newId) });
  }
  return { moves, faults: [...faults, ...contradictions(moves)] };
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

/** What would depend on the order of the lines, or on which of two is meant. */
function contradictions(moves: readonly OwnerMove[]): string[] {
  const lines = new Map<string, OwnerMove>();
  const faults: string[] = [];
  for (const move of moves) {
    const earlier = lines.get(move.from);
    if (earlier && earlier.to !== move.to) {
      faults.push(
        `line ${move.line}: moves the same owner to another one than line ${earlier.line}`,
      );
    }
    lines.set(move.from, earlier ?? move);
  }
  for (const { line, from, to } of moves) {
    const next = lines.get(to);
    if (from === to) {
      faults.push(`line ${line}: the old and the new owner are the same`);
    } else if (next) {
      faults.push(`line ${line}: its new owner is moved away by line ${next.line}`);
    }
  }
  return faults;
}
