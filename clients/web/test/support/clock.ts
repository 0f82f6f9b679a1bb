const everythingButDate = [
  'cancelAnimationFrame',
  'cancelIdleCallback',
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
  'setImmediate',
  'setInterval',
  'setTimeout',
] as const;

/** Advances `Date` in this process, and so in the client and the emulator. Timers stay real. */
export function advanceMinutes(minutes: number): void {
  const now = Date.now() + minutes * 60_000;
  jest.useFakeTimers({ doNotFake: [...everythingButDate], now });
}

/** Ends the effect of `advanceMinutes`. */
export function restoreTime(): void {
  jest.useRealTimers();
}
