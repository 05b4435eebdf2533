import lock from './jars.lock.json' with { type: 'json' };

/** An Elasticsearch release whose jars are known by their checksums. */
export type Release = keyof typeof lock;

/** A jar by its path in a Maven repository and its checksum. */
export interface LockedJar {
  readonly path: string;
  readonly sha256: string;
}

/** Every known release, oldest first. */
export const RELEASES = Object.keys(lock) as Release[];

/** The oldest Java that a release runs on. */
export const javaOf = (release: Release): number => lock[release].java;

/** Every jar that a node of a release takes. */
export const jarsOf = (release: Release): readonly LockedJar[] => lock[release].jars;
