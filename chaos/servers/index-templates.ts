import { DOCUMENT_FIELDS, type FieldType } from '@achilles/types';
import type { ElasticsearchHttp } from './elasticsearch-http.ts';

const MAPPED: Readonly<Record<FieldType, string>> = {
  keyword: 'keyword',
  keywords: 'keyword',
  boolean: 'boolean',
  integer: 'long',
  float: 'float',
  date: 'date',
};

const mapping = {
  dynamic: false,
  properties: Object.values(DOCUMENT_FIELDS).reduce<Record<string, { properties: object }>>(
    (groups, { path, type }) => {
      const [group = '', leaf = ''] = path.split('.');
      const properties = { ...groups[group]?.properties, [leaf]: { type: MAPPED[type] } };
      return Object.assign(groups, { [group]: { properties } });
    },
    {},
  ),
};

/** One copy of everything besides the original: the death of a node loses nothing. */
const replicated = { number_of_replicas: 1 };

const TEMPLATES = {
  'chaos-all': {
    index_patterns: ['chaos-*', 'archived-chaos-*'],
    priority: 1,
    template: { settings: replicated },
  },
  'chaos-results': {
    index_patterns: ['chaos-*-results-*'],
    priority: 2,
    template: { settings: { ...replicated, number_of_shards: 2 }, mappings: mapping },
  },
};

/** Has every index of a run kept twice, whoever creates it, and results mapped as writers of results do. */
export async function putTemplates(elasticsearch: ElasticsearchHttp): Promise<void> {
  for (const [name, template] of Object.entries(TEMPLATES))
    await elasticsearch.read('PUT', `/_index_template/${name}`, JSON.stringify(template));
}
