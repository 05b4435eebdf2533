import {
  EnrichedTestExecution,
  EXECUTION_EXPORT,
  EXPORT_CURSOR_HEADER,
  EXPORT_MEDIA_TYPES,
  FILTERS,
} from '@achilles/types';
import { ANALYTICS } from './analytics-path.ts';
import {
  answeredHeaders,
  failure,
  heldFailures,
  type Json,
  jsonSchema,
  parameter,
  storeFailures,
} from './openapi-parts.ts';

const { csv, ndjson } = EXPORT_MEDIA_TYPES;

/** The path of the export. */
export const exportPath = (): Json => ({
  [ANALYTICS + EXECUTION_EXPORT.path]: {
    get: {
      operationId: 'exportExecutions',
      summary: EXECUTION_EXPORT.summary,
      description: `Permission: ${EXECUTION_EXPORT.permission}. The file is whole when the reply ends properly; one that breaks off goes on with cursor=<${EXPORT_CURSOR_HEADER}> and skip=<rows that arrived>.`,
      parameters: Object.entries({ ...FILTERS, ...EXECUTION_EXPORT.parameters }).map(([key, declared]) =>
        parameter(key, declared),
      ),
      responses: {
        200: {
          description: EXECUTION_EXPORT.summary,
          headers: answeredHeaders(EXPORT_CURSOR_HEADER),
          content: {
            [csv]: { schema: { type: 'string', description: 'RFC 4180 with a header line' } },
            [ndjson]: { schema: jsonSchema(EnrichedTestExecution, 'output') },
          },
        },
        400: failure('The request can not be answered; the message names the parameter and what is accepted'),
        406: failure('Only CSV and NDJSON are answered'),
        ...heldFailures(),
        ...storeFailures(),
      },
    },
  },
});
