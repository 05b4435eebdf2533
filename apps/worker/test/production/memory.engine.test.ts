import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestElasticsearch } from '@achilles/testkit';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { RunningProcess } from '../run-process.ts';
import { ApiClient } from './api-client.ts';
import { Installation } from './installation.ts';
import { rows } from './rows.ts';

const [elasticsearch] = inject('elasticsearch') as readonly [TestElasticsearch];
for (const [what, flags] of Object.entries({none: ''})) {}
