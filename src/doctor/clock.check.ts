import { passed, skipped, warning, type Finding } from './finding.js';

/**
 * Compares the clocks. `exp`, `nbf` and `iat` are written by the provider's and read by this one.
 *
 * @param aheadSeconds how far the provider is ahead; undefined when it did not say
 */
export function checkClock(aheadSeconds: number | undefined, skewSeconds: number): Finding {
  if (aheadSeconds === undefined) {
    return skipped('clock', 'the provider did not tell the time');
  }
  const apart = Math.abs(aheadSeconds);
  const found =
    apart <= 1
      ? 'this machine and the provider agree to the second'
      : `this machine is ${apart} s ${aheadSeconds > 0 ? 'behind' : 'ahead of'} the provider`;
  return apart > skewSeconds
    ? warning(
        'clock',
        `${found}, more than CLOCK_SKEW_SECONDS (${skewSeconds})`,
        'Switch on time synchronisation (NTP) on this machine.',
      )
    : passed('clock', found);
}
