import type { Config } from '../config/index.js';
import { b2cProduct } from './b2c.product.js';
import { entraProduct } from './entra.product.js';
import type { Product } from './product.js';

/**
 * The identity product that a configuration asks for.
 *
 * @param canonicalOrigin - the origin in every issuer, independent of the origin of requests
 */
export function productFor(config: Config, canonicalOrigin: string): Product {
  return config.provider === 'b2c'
    ? b2cProduct(config, canonicalOrigin)
    : entraProduct(config, canonicalOrigin);
}
