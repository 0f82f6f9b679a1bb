import { readFileSync } from 'node:fs';
import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageRenderer } from './page.renderer.js';

const readAsset = (name: string) => readFileSync(new URL(`../../public/${name}`, import.meta.url));

/** What everybody may load: the home page, which shows who is signed in, the stylesheet and the icon. */
@Controller()
export class HomeController {
  readonly #stylesheet = readAsset('site.css');
  readonly #icon = readAsset('icon.svg');

  constructor(private readonly pages: PageRenderer) {}

  @Get()
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pages.send(request, reply, { template: 'home', title: 'Home' });
  }

  @Get('site.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=300')
  stylesheet(): Buffer {
    return this.#stylesheet;
  }

  @Get('icon.svg')
  @Header('content-type', 'image/svg+xml')
  @Header('cache-control', 'public, max-age=300')
  icon(): Buffer {
    return this.#icon;
  }
}
