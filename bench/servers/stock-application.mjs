import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { decorate } from '../support/nest.mjs';
import { StockGuard, stockStrategy } from '../support/stock-chain.mjs';

class StaticController {
  protected() {
    return { status: 'ok' };
  }
}
decorate(StaticController, [Controller()], {
  protected: [Get('protected'), UseGuards(StockGuard)],
});

/** A Nest application with the stock chain on one route, for either adapter. */
export function stockApplication(facts) {
  class StockApplication {}
  const module = { controllers: [StaticController], providers: [stockStrategy(facts)] };
  decorate(StockApplication, [Module(module)]);
  return StockApplication;
}
