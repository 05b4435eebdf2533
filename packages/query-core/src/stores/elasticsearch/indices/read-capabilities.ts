import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { ASKED_PATHS, type Capabilities, type FieldCapabilities } from './field-capabilities.ts';

/** Asks how the indices of a target map the fields of executions. @throws StoreError */
export async function readCapabilities(calls: ElasticsearchCalls, index: string): Promise<Capabilities> {
  const { fields = {}, indices = [] } = await calls.run('reading how fields are mapped', (client, options) =>
    client.fieldCaps(
      {
        index,
        fields: [...ASKED_PATHS],
        include_unmapped: true,
        allow_no_indices: true,
        filter_path: [
          'indices',
          'fields.*.*.aggregatable',
          'fields.*.*.indices',
          'fields.*.*.non_aggregatable_indices',
        ],
      },
      options,
    ),
  );
  return { fields: fields as FieldCapabilities, indices: [indices].flat() };
}
