import { archiveContract } from '../testing/archive-contract.ts';
import { duckdbArchiveWorld } from '../testing/duckdb/archive-world.ts';

archiveContract('DuckDB', duckdbArchiveWorld);
