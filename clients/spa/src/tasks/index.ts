export { BoardPage } from './board-page.js';
export { Board } from './board.js';
export { FormDrafts } from './form/index.js';
export { TabSync } from './tab-sync.js';
