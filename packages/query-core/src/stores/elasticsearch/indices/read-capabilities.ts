import { StoreError } from '../../../ports/store-error.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { ASKED_PATHS, type Capabilities, type FieldCapabilities } from './field-capabilities.ts';

/** The parts of the answer that are asked for. */
interface FieldCapsAnswer {
  readonly fields?: FieldCapabilities;
  readonly indices?: string | readonly string[];
  readonly failed_indices?: number;
  readonly failures?: unknown;
}

/**
 * Asks how the indices of a target map the fields of executions.
 * @param paths the fields that are asked for
 * @throws StoreError
 */
export async function readCapabilities(
  calls: ElasticsearchCalls,
  index: string,
  paths: readonly string[] = ASKED_PATHS,
): Promise<Capabilities> {
  const {
    fields = {},
    indices = [],
    failed_indices: failed = 0,
    failures,
  } = (await calls.run('reading how fields are mapped', (client, options) =>
    client.fieldCaps(
      {
        index,
        fields: [...paths],
        include_unmapped: true,
        allow_no_indices: true,
        filter_path: [
          'indices',
          'failed_indices',
          'failures',
          'fields.*.*.aggregatable',
          'fields.*.*.indices',
          'fields.*.*.non_aggregatable_indices',
        ],
      },
      options,
    ),
  )) as FieldCapsAnswer;
  // An index that is not told of would be read as if it mapped its fields as the others do.
  if (failed > 0)
    throw new StoreError('unavailable', `how ${failed} indices map their fields can't be read now`, failures);
  return { fields, indices: [indices].flat() };
}
