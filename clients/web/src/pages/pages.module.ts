import { Module } from '@nestjs/common';
import { AssetsController } from './assets.controller.js';
import { HomeController } from './home.controller.js';
import { Pages } from './pages.js';
import { TokenDetailsController } from './token-details.controller.js';

/** What people see. */
@Module({
  controllers: [HomeController, TokenDetailsController, AssetsController],
  providers: [Pages],
  exports: [Pages],
})
export class PagesModule {}
