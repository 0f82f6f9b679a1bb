export { cookieName, cookieOptions, EncryptedCookies } from './encrypted-cookies.js';
export { Encryption } from './encryption.js';
