import type { ElasticsearchHttp } from './elasticsearch-http.ts';

/** Deletes what a case has stored, by name: clusters may refuse wildcards. */
export async function deleteIndices(elasticsearch: ElasticsearchHttp, prefix: string): Promise<void> {
  const path = `/_cat/indices/${prefix}*,archived-${prefix}*?h=index&format=json&expand_wildcards=all`;
  const found = JSON.parse(await elasticsearch.read('GET', path)) as { index: string }[];
  for (const { index } of found) await elasticsearch.ask('DELETE', `/${index}`);
}
