export { loadWorld } from './differential/load-world.ts';
export { oracleAnswer } from './oracle/oracle.ts';
export { fixtureExpectations } from './worlds/fixture-expectations.ts';
export { fixtureWorld } from './worlds/fixture-world.ts';
export { randomRequest } from './worlds/random-request.ts';
export { randomWorld } from './worlds/random-world.ts';
export { createRng } from './worlds/rng.ts';
export type { World } from './worlds/world.ts';
export { writeTestReport } from './write-test-report.ts';
