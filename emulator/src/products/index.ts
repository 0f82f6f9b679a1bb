export { productFor } from './configured-product.js';
export type { Endpoint, EndpointAddress, ErrorResponse, Product } from './product.js';
