import { Cursors, ownCursorKeys, type Store } from '@achilles/query-core';
import type Koa from 'koa';
import { pino } from 'pino';
import { type AppDependencies, createApp } from '../src/app.ts';

/** The application over a store; what a test does not name is as plain as can be. */
export const appOverStore = (
  store: Store,
  parts: Pick<AppDependencies, 'queue' | 'staging'> & Partial<AppDependencies>,
): Koa =>
  createApp({
    reader: store.reader,
    riskAcceptances: store.riskAcceptances,
    indices: { catalog: store.indices, settings: { pattern: 'achilles-results-*' } },
    organizations: [],
    cursors: new Cursors(ownCursorKeys()),
    log: pino({ level: 'silent' }),
    clock: Date.now,
    corsOrigins: [],
    trustsOnlyHost: '127.0.0.1',
    readiness: [],
    board: null,
    stopping: new AbortController().signal,
    ...parts,
  });
