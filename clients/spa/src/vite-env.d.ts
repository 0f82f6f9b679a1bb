import type { Settings } from './config/index.js';

declare global {
  /** What `vite.config.ts` puts into the page. */
  interface ImportMetaEnv {
    readonly SETTINGS: Settings;
  }
}
