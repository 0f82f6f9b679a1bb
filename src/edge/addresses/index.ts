export { checkAllowlist } from './address-allowlist.js';
export { AddressList, parseAddress, type Address } from './address.js';
export { clientAddressReader } from './client-address.js';
