import type { Kysely } from 'kysely';
import type { MoveList } from './move-list.js';
import { type OwnedResources, readQuotas, readUsage, refuseExcess } from './owner-rows.js';
import type { OwnerMove } from './owners-file.js';

type Quotas = Awaited<ReturnType<typeof readQuotas>>;

/**
 * Says of moves whether the quota of the new owner would refuse them, without moving anything. Earlier
 * moves to the same owner count.
 */
export class MovePreview {
  #quotas: Promise<Quotas> | undefined;

  constructor(
    private readonly db: Kysely<unknown>,
    private readonly list: MoveList,
    private readonly resources: OwnedResources,
  ) {}

  /** @throws {QuotaExceededException} when the new owner would have more than one owner may store */
  async check({ from, to }: OwnerMove): Promise<void> {
    const { counted } = this.resources;
    const usage = await readUsage(this.db, counted, [from, to]);
    this.#quotas ??= readQuotas(this.db, counted);
    const of = (owner: string, kind: string) =>
      usage.find((one) => one.owner === owner && one.counted === kind) ?? { items: 0, bytes: 0 };
    const after = counted.map((kind) => {
      const [moved, own, gained] = [of(from, kind), of(to, kind), this.list.gained(to, kind)];
      return {
        counted: kind,
        items: own.items + gained.items + moved.items,
        bytes: own.bytes + gained.bytes + moved.bytes,
      };
    });
    refuseExcess(after, await this.#quotas);
    for (const kind of counted) {
      this.list.gain(to, kind, of(from, kind));
    }
  }
}
