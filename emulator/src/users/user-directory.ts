import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { UserEntry } from '../config/index.js';
import { readJsonFile, writePrivateJsonFile } from '../storage/index.js';
import { hashPassword, verifyPassword } from './password.js';

const accountSchema = z.object({
  id: z.string(),
  email: z.string(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  idp: z.string().optional(),
  tenantId: z.string().optional(),
  guest: z.boolean().default(false),
  roles: z.array(z.string()).default([]),
  groupOverage: z.boolean().default(false),
  passwordHash: z.string(),
});
const stateSchema = z.object({ users: z.array(accountSchema) });

type Account = z.output<typeof accountSchema>;

/** The local accounts; e-mails are compared case-insensitively. */
export class UserDirectory {
  #accounts = new Map<string, Account>();
  #saving: Promise<void> = Promise.resolve();

  private constructor(
    private readonly initial: readonly Account[],
    private readonly file: string | undefined,
  ) {}

  /** Opens the directory with the configured users and those of the state file, which take precedence. */
  static async open(entries: readonly UserEntry[], file?: string): Promise<UserDirectory> {
    const directory = new UserDirectory(await Promise.all(entries.map(toAccount)), file);
    const stored = file === undefined ? undefined : await readJsonFile(file, stateSchema);
    directory.#load([...directory.initial, ...(stored?.users ?? [])]);
    return directory;
  }

  list(): User[] {
    return [...this.#accounts.values()].map(toUser);
  }

  findById(id: string): User | undefined {
    return this.list().find((user) => user.id === id);
  }

  findByEmail(email: string): User | undefined {
    const account = this.#accounts.get(keyOf(email));
    return account && toUser(account);
  }

  /** The user with this e-mail and password. */
  async authenticate(email: string, password: string): Promise<User | undefined> {
    const account = this.#accounts.get(keyOf(email));
    if (!account || !(await verifyPassword(password, account.passwordHash))) {
      return undefined;
    }
    return toUser(account);
  }

  /** Adds an account; undefined when the e-mail is taken. */
  async create(
    email: string,
    password: string,
    attributes: Record<string, AttributeValue>,
  ): Promise<User | undefined> {
    const passwordHash = await hashPassword(password);
    if (this.#accounts.has(keyOf(email))) {
      return undefined;
    }
    const account = {
      id: randomUUID(),
      email: email.trim(),
      attributes,
      passwordHash,
      guest: false,
      roles: [],
      groupOverage: false,
    };
    this.#accounts.set(keyOf(email), account);
    await this.#save();
    return toUser(account);
  }

  /** Changes attributes; an empty value removes one. */
  async update(user: User, changes: Record<string, AttributeValue>): Promise<User> {
    const account = this.#accountOf(user);
    const merged = Object.entries({ ...account.attributes, ...changes });
    account.attributes = Object.fromEntries(merged.filter(([, value]) => value !== ''));
    await this.#save();
    return toUser(account);
  }

  async changePassword(user: User, password: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    this.#accountOf(user).passwordHash = passwordHash;
    await this.#save();
  }

  /** Changes the e-mail, which is the sign-in name; undefined when another account has it. */
  async changeEmail(user: User, email: string): Promise<User | undefined> {
    const account = this.#accountOf(user);
    const holder = this.#accounts.get(keyOf(email));
    if (holder && holder !== account) {
      return undefined;
    }
    account.email = email.trim();
    this.#accounts = new Map([...this.#accounts.values()].map((one) => [keyOf(one.email), one]));
    await this.#save();
    return toUser(account);
  }

  /** Removes an account; a configured one is there again after a restart or a reset. */
  async remove({ email }: User): Promise<void> {
    this.#accounts.delete(keyOf(email));
    await this.#save();
  }

  /** Restores the configured users. */
  async reset(): Promise<void> {
    this.#load(this.initial);
    await this.#save();
  }

  #accountOf(user: User): Account {
    const account = this.#accounts.get(keyOf(user.email));
    if (!account) {
      throw new Error('the account was removed meanwhile');
    }
    return account;
  }

  #load(accounts: readonly Account[]): void {
    this.#accounts = new Map(accounts.map((account) => [keyOf(account.email), { ...account }]));
  }

  // Writes are queued so that the last change wins.
  #save(): Promise<void> {
    const { file } = this;
    if (file === undefined) {
      return Promise.resolve();
    }
    const write = () => writePrivateJsonFile(file, { users: [...this.#accounts.values()] });
    this.#saving = this.#saving.then(write, write);
    return this.#saving;
  }
}

async function toAccount(entry: UserEntry): Promise<Account> {
  return {
    id: entry.id ?? stableGuid(`user:${keyOf(entry.email)}`),
    email: entry.email,
    attributes: entry.attributes,
    idp: entry.idp,
    tenantId: entry.tenantId,
    guest: entry.guest,
    roles: entry.roles,
    groupOverage: entry.groupOverage,
    passwordHash: await hashPassword(entry.password),
  };
}

function toUser(account: Account): User {
  const { id, email, attributes, idp, tenantId, guest, roles, groupOverage } = account;
  return { id, email, attributes, idp, tenantId, guest, roles, groupOverage };
}

function keyOf(email: string): string {
  return email.trim().toLowerCase();
}

/** Value of a user attribute. */
export type AttributeValue = string | number | boolean;

/** A person with a local account. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly idp?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly guest: boolean;
  readonly roles: readonly string[];
  readonly groupOverage: boolean;
}

/** The same GUID for the same text, so that ids survive a restart without a state file. */
export function stableGuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
