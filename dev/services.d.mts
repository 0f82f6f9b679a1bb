export interface Service {
  readonly name: string;
  readonly project?: string;
  readonly main: string[];
  readonly ports: number[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly watchesItself?: boolean;
}
export const emulatorOrigin: string;
export const apiOrigin: string;
export const webOrigin: string;
export const singlePageOrigin: string;
export function services(registered: {
  readonly clientIds: Readonly<Record<string, string>>;
  readonly webSecret: string;
  readonly demoUser?: { readonly email: string; readonly password: string };
}): Service[];
