import { archivedIdentity } from '../../indices/archived-identity.ts';
import type { GroupReader, Hit } from '../group-reader.ts';
import { leavingOut } from './leaving-out.ts';
import type { Twins } from './twins.ts';

/** The hit as if the row had been found where it was live. */
function asLive(hit: Hit): Hit {
  const { _source } = hit;
  if (_source === undefined) return hit;
  const { index, id } = archivedIdentity({ ...hit, _source });
  return { ...hit, _index: index, _id: id };
}

/** Reads the rows of an archive that are not live as well, under the identity that they were live under. */
export function archiveReader(archive: GroupReader, twins: Twins): GroupReader {
  const reader = leavingOut(archive, twins.queries());
  return { ...reader, find: async (body) => (await reader.find(body)).map(asLive) };
}
