import type { Service } from './services.mjs';

export const movedSinglePageOrigin: string;
export const metricsOrigin: string;
export const providerNames: string[];
export const demoSignIns: {
  readonly provider: string;
  readonly email: string;
  readonly password: string;
}[];
export function withMigration(services: Service[]): Service[];
