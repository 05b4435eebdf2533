import { givenServer, type Server } from '../server.ts';

const PATIENCE_MS = 10_000;

interface LocalNode {
  readonly nodes: Readonly<Record<string, { readonly version: string }>>;
}

/** An Elasticsearch that the environment names. @throws when it does not tell its version */
export async function givenElasticsearch(url: string): Promise<Server> {
  try {
    const response = await fetch(new URL('/_nodes/_local?filter_path=nodes.*.version', url), {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    const { nodes } = (await response.json()) as LocalNode;
    return givenServer(`Elasticsearch ${Object.values(nodes)[0]?.version}`, url);
  } catch (cause) {
    throw new Error(`TEST_ELASTICSEARCH_URL names ${new URL(url).host}, which does not answer`, { cause });
  }
}
