import { ServiceUnavailableException } from '@nestjs/common';
import type { DevelopmentSettings } from '../config/index.js';

/** A program of the local set-up, and whether it answers. */
export interface LocalProgram {
  readonly name: string;
  readonly url: string;
  /** Where it is asked whether it runs; left out: at `url`. */
  readonly probe?: string;
}

const timeoutMs = 2_000;

/** The programs of the local set-up: the API itself, its providers, and those that were named. */
export function localPrograms(
  title: string,
  publicUrl: string,
  { providerOrigins, links }: DevelopmentSettings,
): LocalProgram[] {
  return [
    { name: title, url: `${publicUrl}/docs`, probe: `${publicUrl}/health/ready` },
    ...providerOrigins.map((origin) => ({ name: 'Local identity provider', url: `${origin}/` })),
    ...links,
  ];
}

/** Whether a program answers, without an error of its own. */
export async function isUp({ url, probe = url }: LocalProgram): Promise<boolean> {
  try {
    const response = await fetch(probe, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}

/**
 * Has the local provider issue an access token of its demo person.
 *
 * @throws {ServiceUnavailableException} when it does not, or is something else than this project's emulator
 */
export async function freshToken({ providerOrigins }: DevelopmentSettings): Promise<string> {
  const [origin = ''] = providerOrigins;
  try {
    const response = await fetch(`${origin}/__emulator/tokens`, {
      method: 'POST',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { token } = (await response.json()) as { readonly token?: unknown };
    if (typeof token === 'string') {
      return token;
    }
  } catch {
    // Answered below, like an answer without a token.
  }
  throw new ServiceUnavailableException(
    `The local provider at ${origin} issued no token. Check that it runs, with --control.`,
  );
}
