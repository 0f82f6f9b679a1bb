import { exitOnOldNode } from './node-version.js';

exitOnOldNode();
// A static import would be loaded before the check runs.
void import('./run-api.js');
