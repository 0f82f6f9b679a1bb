export { readJsonFile, writePrivateJsonFile } from './json-file.js';
