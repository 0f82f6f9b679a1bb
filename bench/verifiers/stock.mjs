import { executionContext } from '../support/nest.mjs';
import { StockGuard, stockStrategy } from '../support/stock-chain.mjs';

/** The stock chain behind the guard of @nestjs/passport. */
export function createVerifier(facts) {
  const Strategy = stockStrategy(facts);
  // It makes itself known to passport.
  void new Strategy();
  const guard = new StockGuard();
  return {
    verify: async (credentials) => {
      const context = executionContext(credentials, {});
      await guard.canActivate(context);
      return context.getArgByIndex(0).user.subject;
    },
  };
}
