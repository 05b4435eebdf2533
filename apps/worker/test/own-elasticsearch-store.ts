import { randomUUID } from 'node:crypto';
import { openStore } from '@achilles/query-core/open-store';

/** A store whose indices no other test has. */
export async function ownElasticsearchStore(url: string) {
  const own = `own-${randomUUID()}`;
  const indices = {
    pattern: `${own}-r-*`,
    writePrefix: `${own}-r`,
    rollover: 'none',
    ownPrefix: own,
  } as const;
  const connection = {
    target: { node: url },
    credentials: null,
    caCert: null,
    tlsInsecureSkipVerify: false,
  };
  const store = await openStore({ kind: 'elasticsearch', connection, indices });
  /** Closes it, and removes some of its indices by the ends of their names, and their archive. */
  const close = async (...ends: readonly string[]) => {
    await store.close();
    const names = [...ends.map((end) => `${own}-r-${end}`), `archived-${own}-r`];
    await fetch(`${url}/${names.join()}?ignore_unavailable=true`, { method: 'DELETE' });
  };
  return { own, indices, store, close };
}
