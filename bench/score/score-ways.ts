import { type AskContext, ask, Cursors, EVERY_ORGANIZATION, ownCursorKeys } from '@achilles/query-core';
import { parseRequest } from '@achilles/types';
import type { ApiCaller } from '../set-up/call-api.ts';
import type { Figures } from './figures.ts';
import { PLAIN_SEARCHES } from './plain-searches.ts';
import type { PlainTarget } from './plain-target.ts';
import type { Window } from './ragged-windows.ts';
import { pathOf, type ScoreQuestion } from './score-questions.ts';

/** The ways to an answer that are compared. */
export const WAYS = ['api', 'plain', 'store', 'duckdb'] as const;
export type Way = (typeof WAYS)[number];

/** What the ways go to. */
export interface WayTargets {
  readonly api: ApiCaller;
  readonly plain: PlainTarget;
  readonly elasticsearch: AskContext['reader'];
  readonly duckdb: AskContext['reader'];
}

/** One question about a window, ready to be asked each way. */
export interface QuestionWays {
  /** The body as text, over HTTP. */
  api(window: Window): () => Promise<string>;
  plain(window: Window): () => Promise<Figures>;
  /** The body before it is text, from a store in this process. */
  store(window: Window): () => Promise<unknown>;
  duckdb(window: Window): () => Promise<unknown>;
}

const parametersOf = ({ mode, parameters }: ScoreQuestion, { from, to }: Window) => ({
  from: String(from),
  to: String(to),
  ...(mode !== null && { scoringMode: mode }),
  ...parameters,
});

/** A store is asked with parsed parameters: parsing them is the API's work. */
const askStore = (reader: AskContext['reader'], question: ScoreQuestion) => (window: Window) => {
  const { endpoint } = question;
  const parameters = parseRequest(endpoint, new URLSearchParams(parametersOf(question, window)));
  const context: AskContext = { reader, organizations: [], cursors: new Cursors(ownCursorKeys()) };
  const input = { endpoint, parameters, scope: EVERY_ORGANIZATION, caller: 'bench' };
  return async (): Promise<unknown> => (await ask(context, { ...input, now: Date.now() })).body;
};

export const waysOf = (
  question: ScoreQuestion,
  { api, plain, elasticsearch, duckdb }: WayTargets,
): QuestionWays => ({
  api: (window) => () => api.read(pathOf(question), parametersOf(question, window)),
  plain: (window) => () => PLAIN_SEARCHES[question.endpoint](plain, window, question.mode ?? 'per-stage'),
  store: askStore(elasticsearch, question),
  duckdb: askStore(duckdb, question),
});
