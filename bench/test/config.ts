/** The environment that the command under test inherits. */
export const environment = process.env;
