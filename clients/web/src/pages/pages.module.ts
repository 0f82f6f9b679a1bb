import { Module } from '@nestjs/common';
import { HomeController } from './home.controller.js';
import { PageRenderer } from './page.renderer.js';
import { TokenDetailsController } from './token-details.controller.js';

/** Pages, and the templates they are rendered from. */
@Module({
  controllers: [HomeController, TokenDetailsController],
  providers: [PageRenderer],
  exports: [PageRenderer],
})
export class PagesModule {}
