export { runOwnersMove, type OwnersMoveOptions } from './run-owners-move.js';
