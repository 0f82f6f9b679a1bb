/** What `npm run dev` sets besides the local provider: the API is on a developer's machine. */
export const developmentVariables = {
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  DEVELOPMENT_SIGN_IN: 'demo@contoso.example:Demo-pass-1',
};
