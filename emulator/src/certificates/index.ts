export { folderPaths, openCertificate, prepareFolder } from './certificate-folder.js';
export {
  createDevelopmentCertificate,
  type DevelopmentCertificate,
} from './development-certificate.js';
