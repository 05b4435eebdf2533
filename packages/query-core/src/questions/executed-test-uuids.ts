import type { Endpoints } from '@achilles/types';
import { catalogQuestion, valueCatalog } from './catalog.ts';

export const executedTestUuids = catalogQuestion<Endpoints['executedTestUuids'], string>(
  valueCatalog({ field: 'test_uuid', own: 'tests', item: (uuid) => uuid }),
  (uuids) => ({ success: true, uuids }),
);
