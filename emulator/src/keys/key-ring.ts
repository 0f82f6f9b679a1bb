import {
  createSigningKey,
  type PublishedKey,
  readKeyFile,
  type SigningKey,
  writeKeyFile,
} from './signing-key.js';

/** State of a signing key. */
export interface KeyStatus {
  readonly kid: string;
  readonly nbf: number;
  /** `signing`: new tokens; `listed`: published, signs nothing new; `withdrawn`: no longer published. */
  readonly state: 'signing' | 'listed' | 'withdrawn';
}

/** The signing keys of a tenant: the newest signs, older ones stay published until they are withdrawn. */
export class KeyRing {
  readonly #withdrawn: SigningKey[] = [];
  #foreign: SigningKey | undefined;

  private constructor(
    private keys: [SigningKey, ...SigningKey[]],
    private readonly now: () => number,
    private readonly file: string | undefined,
  ) {}

  /**
   * Opens the ring.
   *
   * @param now - seconds since the epoch
   * @param file - JSON file that keeps the keys; without it they are in memory only
   */
  static async open(now: () => number, file?: string): Promise<KeyRing> {
    const [first, ...more] = file === undefined ? [] : await readKeyFile(file);
    const ring = new KeyRing([first ?? (await createSigningKey(now())), ...more], now, file);
    if (!first) {
      await ring.#save();
    }
    return ring;
  }

  /** The key that signs now: the newest published one. */
  get current(): SigningKey {
    return this.keys.at(-1) ?? this.keys[0];
  }

  /** The key set as published. */
  published(): PublishedKey[] {
    return this.keys.map((key) => key.published);
  }

  /** Every key of this run, oldest first. */
  list(): KeyStatus[] {
    const status = (key: SigningKey, state: KeyStatus['state']): KeyStatus => ({
      kid: key.kid,
      nbf: key.published.nbf,
      state,
    });
    return [
      ...this.#withdrawn.map((key) => status(key, 'withdrawn')),
      ...this.keys.map((key) => status(key, key === this.current ? 'signing' : 'listed')),
    ];
  }

  /** A key by its id, withdrawn ones included. */
  find(kid: string): SigningKey | undefined {
    return [...this.#withdrawn, ...this.keys].find((key) => key.kid === kid);
  }

  /** Publishes a new key and signs with it from now on; returns its id. */
  async rotate(): Promise<string> {
    const key = await createSigningKey(this.now());
    this.keys = [...this.keys, key];
    await this.#save();
    return key.kid;
  }

  /** Stops publishing a key. When it was the last one, a new key takes its place. */
  async withdraw(kid: string): Promise<boolean> {
    const key = this.keys.find((one) => one.kid === kid);
    if (!key) {
      return false;
    }
    const [first, ...rest] = this.keys.filter((one) => one !== key);
    this.keys = [first ?? (await createSigningKey(this.now())), ...rest];
    this.#withdrawn.push(key);
    await this.#save();
    return true;
  }

  /** A key that was never published, for tokens that must be refused. */
  async unpublished(): Promise<SigningKey> {
    this.#foreign ??= await createSigningKey(this.now());
    return this.#foreign;
  }

  /** Removes all keys but the current one. */
  async reset(): Promise<void> {
    this.keys = [this.current];
    this.#withdrawn.length = 0;
    await this.#save();
  }

  async #save(): Promise<void> {
    if (this.file !== undefined) {
      await writeKeyFile(this.file, this.keys);
    }
  }
}
