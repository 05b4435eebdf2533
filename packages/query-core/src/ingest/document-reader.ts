import type { StoredExecution } from '@achilles/types';
import { indexPattern } from '../indices/index-pattern.ts';
import type { IndexSettings } from '../indices/index-settings.ts';
import { lineForm, type Target } from './line-form.ts';
import type { NumberedLine } from './split-lines.ts';
import { targetProblem, toStoredExecution } from './to-stored-execution.ts';

/** A line that is not stored: its number from 1, and why, as a clause. */
export interface Refusal {
  readonly line: number;
  readonly reason: string;
}

/** One row to store, or one refusal. */
export type Outcome = { readonly row: StoredExecution } | { readonly refusal: Refusal };

interface PendingAction {
  readonly line: number;
  readonly action: string;
  readonly target: Target;
}

const NO_TARGET: Target = { index: null, id: null };
const STORING_ACTIONS = ['index', 'create'];
const WITHOUT_SOURCE = 'delete';

const refuse = (line: number, reason: string): Outcome => ({ refusal: { line, reason } });

/** Reads the lines of one file in order: search hits, bulk pairs or bare documents, in any mixture. */
export class DocumentReader {
  readonly #settings: IndexSettings;
  readonly #isRead: (index: string) => boolean;
  #pending: PendingAction | null = null;

  constructor(settings: IndexSettings) {
    this.#settings = settings;
    this.#isRead = indexPattern(settings);
  }

  read(line: NumberedLine): Outcome[] {
    const form = 'text' in line ? lineForm(line.text) : ({ form: 'refused', reason: line.problem } as const);
    const { number } = line;
    switch (form.form) {
      case 'action':
        return [...this.end(), ...this.#act({ line: number, action: form.action, target: form.target })];
      case 'hit':
        return [...this.end(), this.#store(number, form.target, form.source)];
      case 'document':
        return this.#document(number, form.source);
      case 'refused':
        this.#pending = null;
        return [refuse(number, form.reason)];
      default:
        return form satisfies never;
    }
  }

  /** Whether the line that was read last needs the next one. */
  get isWithinPair(): boolean {
    return this.#pending !== null;
  }

  /** Tells of an action line that nothing followed. */
  end(): Outcome[] {
    const pending = this.#pending;
    this.#pending = null;
    return pending === null ? [] : [refuse(pending.line, `its ${pending.action} action has no source line`)];
  }

  #act(action: PendingAction): Outcome[] {
    if (action.action !== WITHOUT_SOURCE) {
      this.#pending = action;
      return [];
    }
    return [refuse(action.line, 'an import stores documents; it can not delete')];
  }

  #document(line: number, source: Readonly<Record<string, unknown>>): Outcome[] {
    const pending = this.#pending;
    this.#pending = null;
    if (pending === null) return [this.#store(line, NO_TARGET, source)];
    if (!STORING_ACTIONS.includes(pending.action)) {
      return [refuse(pending.line, `an import stores whole documents; it can not ${pending.action}`)];
    }
    const problem = this.#problemOf(pending.target);
    return [problem === null ? this.#store(line, pending.target, source) : refuse(pending.line, problem)];
  }

  #problemOf(target: Target): string | null {
    return targetProblem(target, this.#settings, this.#isRead);
  }

  #store(line: number, target: Target, source: Readonly<Record<string, unknown>>): Outcome {
    const problem = this.#problemOf(target);
    if (problem !== null) return refuse(line, problem);
    const stored = toStoredExecution(source, target, this.#settings);
    return 'reason' in stored ? refuse(line, stored.reason) : { row: stored };
  }
}
