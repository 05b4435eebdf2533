/** The environment of the command, as its caller set it. */
export const environment = process.env;

/** Where the caller stands; npm runs scripts in the project's folder and tells the caller's apart. */
export const callersFolder = environment.INIT_CWD ?? process.cwd();
