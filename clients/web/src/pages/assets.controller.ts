import { readFileSync } from 'node:fs';
import { Controller, Get, Header } from '@nestjs/common';

const read = (name: string) => readFileSync(new URL(`../../public/${name}`, import.meta.url));

/** The stylesheet and the icon: all there is besides pages. */
@Controller()
export class AssetsController {
  readonly #stylesheet = read('site.css');
  readonly #icon = read('icon.svg');

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
