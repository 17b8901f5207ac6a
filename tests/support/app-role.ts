/** The login that the app has on the tests' server. Its quotes are there to be written with care. */
export const app = { role: `app "of" tests`, password: `it's: a secret` };
