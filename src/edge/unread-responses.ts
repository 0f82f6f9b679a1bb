import type { FastifyReply, FastifyRequest } from 'fastify';
import { networksOf, type ClientAddressReader } from './addresses/index.js';

/**
 * How long the socket of an answer may be without progress. Node grants a second period if the first part
 * of an answer was sent in the first one, so a client that stops reading has 30 s.
 */
const stallTimeoutMs = 15_000;

/** Answers that are smaller than this fit into the buffers of the operating system. */
const smallBytes = 16_384;

/** What a stream is counted as: its size is unknown, and it is sent piece by piece. */
const streamBytes = 65_536;

/** How many bytes may be unread in all and by one address before the oldest answers are cut off. */
const defaultLimits = { total: 64 * 1024 * 1024, perAddress: 8 * 1024 * 1024 };

interface Answer {
  readonly network: string;
  readonly bytes: number;
  readonly abort: () => void;
}

/**
 * Bounds the answers that clients do not read. Each keeps its bytes in memory and its connection open, so a
 * client that asks for much and reads nothing would use up both.
 */
export class UnreadResponses {
  /** In the order in which they were sent. */
  readonly #answers = new Set<Answer>();
  readonly #bytesOf = new Map<string, number>();
  #total = 0;

  /**
   * @param addressOf tells clients behind one proxy apart
   * @param limits smaller ones, for tests
   */
  constructor(
    private readonly addressOf: ClientAddressReader,
    private readonly limits = defaultLimits,
  ) {}

  /** Watches an answer that is about to be sent. */
  watch(request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
    const abort = () => {
      request.refusal = 'answer_not_read';
      request.raw.socket.destroy();
    };
    // Once the answer has been sent, Node sets the timeout of idle connections itself.
    reply.raw.setTimeout(stallTimeoutMs, abort);
    const bytes = sizeOf(payload);
    if (bytes > smallBytes) {
      const [network = ''] = networksOf(this.addressOf(request));
      const answer = { network, bytes, abort };
      this.#answers.add(answer);
      this.#count(network, bytes);
      reply.raw.once('close', () => this.#remove(answer));
      this.#enforceLimits(answer);
    }
  }

  /** Cuts off the oldest answers, but not the newest one, which its client may be about to read. */
  #enforceLimits(newest: Answer): void {
    for (const answer of this.#answers) {
      const isOverTotal = this.#total > this.limits.total;
      const isOverOwn = (this.#bytesOf.get(newest.network) ?? 0) > this.limits.perAddress;
      if (!isOverTotal && !isOverOwn) {
        return;
      }
      if (answer !== newest && (isOverTotal || answer.network === newest.network)) {
        this.#remove(answer);
        answer.abort();
      }
    }
  }

  #remove(answer: Answer): void {
    if (this.#answers.delete(answer)) {
      this.#count(answer.network, -answer.bytes);
    }
  }

  #count(network: string, bytes: number): void {
    this.#total += bytes;
    const sum = (this.#bytesOf.get(network) ?? 0) + bytes;
    if (sum > 0) {
      this.#bytesOf.set(network, sum);
    } else {
      this.#bytesOf.delete(network);
    }
  }
}

/** In bytes, as far as it is known before the answer is sent. */
function sizeOf(payload: unknown): number {
  if (typeof payload === 'string') {
    return Buffer.byteLength(payload);
  }
  if (Buffer.isBuffer(payload)) {
    return payload.length;
  }
  return payload === null || payload === undefined ? 0 : streamBytes;
}
