import Sqlite from 'better-sqlite3';
import type { LineFault, OwnerMove } from './owners-file.js';

/** What is added to an owner. */
export interface Gain {
  readonly items: number;
  readonly bytes: number;
}

/**
 * The moves of a file. They are in a temporary database of SQLite, which is on the disk and removed with
 * the process, so that a file of any length is checked within the same heap.
 */
export class MoveList {
  // Without a name, SQLite makes a temporary database.
  readonly #db = new Sqlite('');
  readonly #statements;

  constructor() {
    this.#db.exec(`pragma journal_mode = off; pragma synchronous = off;
      create table move (line integer primary key, source text not null unique, target text not null);
      create index move_target on move (target);
      create table gain (owner text not null, counted text not null, items integer not null,
        bytes integer not null, primary key (owner, counted)) without rowid;
      begin`);
    this.#statements = {
      add: this.#db.prepare(
        'insert into move values (@line, @from, @to) on conflict (source) do nothing',
      ),
      ofSource: this.#db.prepare<[string], Pick<OwnerMove, 'line' | 'to'>>(
        'select line, target as "to" from move where source = ?',
      ),
      size: this.#db.prepare<[], number>('select count(*) from move').pluck(),
      chains: this.#db.prepare<[], { readonly line: number; readonly next: number }>(
        `select move.line, following.line as next from move
         join move as following on following.source = move.target order by move.line`,
      ),
      after: this.#db.prepare<[number, number], OwnerMove>(
        `select line, source as "from", target as "to" from move
         where line > ? order by line limit ?`,
      ),
      gained: this.#db.prepare<[string, string], Gain>(
        'select items, bytes from gain where owner = ? and counted = ?',
      ),
      gain: this.#db.prepare(
        `insert into gain values (?, ?, ?, ?) on conflict (owner, counted) do update
         set items = items + excluded.items, bytes = bytes + excluded.bytes`,
      ),
    };
  }

  get size(): number {
    return this.#statements.size.get() ?? 0;
  }

  /**
   * Adds a move. The same move once more is nothing new.
   *
   * @returns what is wrong with it: then it was not added
   */
  add(move: OwnerMove): LineFault | undefined {
    const { changes } = this.#statements.add.run(move);
    const earlier = changes === 0 ? this.#statements.ofSource.get(move.from) : undefined;
    return earlier === undefined || earlier.to === move.to
      ? undefined
      : {
          line: move.line,
          fault: `moves the same owner to another one than line ${earlier.line}`,
        };
  }

  /** Moves whose outcome would depend on the order of the lines. */
  *chains(): Generator<LineFault> {
    for (const { line, next } of this.#statements.chains.iterate()) {
      yield { line, fault: `its new owner is moved away by line ${next}` };
    }
  }

  /** All moves in the order of their lines, some at a time. */
  *batches(size: number): Generator<readonly OwnerMove[]> {
    let line = 0;
    for (;;) {
      const batch = this.#statements.after.all(line, size);
      const last = batch.at(-1);
      if (!last) {
        return;
      }
      yield batch;
      ({ line } = last);
    }
  }

  /** What {@link gain} has noted for an owner. */
  gained(owner: string, counted: string): Gain {
    return this.#statements.gained.get(owner, counted) ?? { items: 0, bytes: 0 };
  }

  /** Notes what an owner would get. */
  gain(owner: string, counted: string, { items, bytes }: Gain): void {
    this.#statements.gain.run(owner, counted, items, bytes);
  }

  close(): void {
    this.#db.close();
  }
}
