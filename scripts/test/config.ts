/** The environment of the test run, for processes that a test starts as a user would. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;
