import { debianProgram, type Program } from '../debian/debian-program.ts';
import type { Tell } from '../tell.ts';

/** Finds redis-server on the system, or brings Debian's. @throws when neither can be had */
export const redisBinary = (tell?: Tell): Promise<Program> =>
  debianProgram(
    {
      command: 'redis-server',
      debianPackage: 'redis-server',
      hint: 'install redis-server, or name a running server in TEST_REDIS_URL',
    },
    tell,
  );
