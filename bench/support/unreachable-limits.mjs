/** So high that they never bite: the counting is what costs. */
export const unreachableLimits = {
  RATE_LIMIT_PER_IP: '1000000/1',
  RATE_LIMIT_PER_SUBJECT: '1000000/1',
};
