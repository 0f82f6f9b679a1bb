export { checkAllowlist } from './address-allowlist.js';
export { type Address, AddressList, networkShares, networksOf, parseAddress } from './address.js';
export { clientAddressReader, type ClientAddressReader } from './client-address.js';
