/** Blocks of an index by their number in Elasticsearch's own reasons, and what lifts them. */
const BLOCKS: Readonly<Record<string, string>> = {
  '5': 'its setting index.blocks.read_only is on; turn it off',
  '8': 'its setting index.blocks.write is on; turn it off',
  '9': 'its setting index.blocks.metadata is on; turn it off',
  '12': 'the disk of one of its nodes is full; free space there',
};

/** Why an index is blocked, and what to do about it, of the reason of a `cluster_block_exception`. */
export function blockReason(reason = ''): string {
  const [, number = '', text = ''] = /\[\w+\/(\d+)\/([^\]]+)\]/.exec(reason) ?? [];
  return BLOCKS[number] ?? `it is blocked (${text || 'no reason given'}); lift the block`;
}
