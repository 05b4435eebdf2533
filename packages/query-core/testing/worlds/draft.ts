import type { ExecutionFields } from './execution-fields.ts';

/** A document on its way into a world: its id, and its fields before they are laid out. */
export interface Draft {
  readonly id: string;
  readonly fields: ExecutionFields;
}
