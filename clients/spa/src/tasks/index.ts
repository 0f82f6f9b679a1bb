export { BoardPage } from './board-page.js';
export { Board } from './board.js';
export { FinishedDeletion } from './finished-deletion.js';
export { FormDrafts } from './form/index.js';
export { TabSync } from './tab-sync.js';
