export { checkAllowlist } from './address-allowlist.js';
export { networkShares, networksOf } from './address-networks.js';
export { AddressList, parseAddress, type Address } from './address.js';
export { clientAddressReader, type ClientAddressReader } from './client-address.js';
