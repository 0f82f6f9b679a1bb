import root from '../../jest.config.mjs';

/** The root's way to compile. What a page shows is tested in a browser, from the root. */
export default { ...root, roots: ['<rootDir>/src'] };
