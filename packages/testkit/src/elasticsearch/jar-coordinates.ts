/** What Maven calls a jar. */
export interface JarCoordinates {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
}

/** Reads the coordinates of a jar out of its path in a Maven repository, `group/parts/artifact/version/file.jar`. */
export function jarCoordinates(path: string): JarCoordinates {
  const parts = path.split('/');
  const [artifact, version, file] = parts.slice(-3);
  if (artifact === undefined || version === undefined || file !== `${artifact}-${version}.jar`)
    throw new Error(`${path} is no path of a jar in a Maven repository`);
  return { group: parts.slice(0, -3).join('.'), artifact, version };
}
