import { randomUUID } from 'node:crypto';
import type { ProtocolError } from '../oauth/protocol-error.js';
import type { WrittenRefusal } from './profile.js';
import { timestamp } from './timestamp.js';

/** A refusal as B2C writes it, line ends included. The status is 400, even for a wrong secret. */
export function writeRefusal({ number, error, text }: ProtocolError, now: number): WrittenRefusal {
  return {
    status: 400,
    error,
    description: `AADB2C${number}: ${text}\r\nCorrelation ID: ${randomUUID()}\r\nTimestamp: ${timestamp(now)}\r\n`,
    details: {},
  };
}
