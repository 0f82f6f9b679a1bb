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

/** Makes it later, for this process and so for the client and the local B2C. Timers stay real. */
export function passMinutes(minutes: number): void {
  const now = Date.now() + minutes * 60_000;
  jest.useFakeTimers({ doNotFake: [...everythingButDate], now });
}

/** Back to the time that it is. */
export function passNoTime(): void {
  jest.useRealTimers();
}
