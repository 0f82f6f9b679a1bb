import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/index.js';

const running: Emulator[] = [];

/** An emulator on free ports that is closed after the test file. */
export async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator(options);
  running.push(emulator);
  return emulator;
}

afterAll(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

/** A clock that stands still until it is moved. */
export function stoppedClock(): { now: () => number; forward: (milliseconds: number) => void } {
  let time = Date.now();
  return {
    now: () => time,
    forward: (milliseconds) => {
      time += milliseconds;
    },
  };
}
