import { expect, test } from 'vitest';
import { copyProject } from '../src/elasticsearch/copy-project.ts';
import { jarCoordinates } from '../src/elasticsearch/jar-coordinates.ts';
import { jarsOf, RELEASES } from '../src/elasticsearch/releases.ts';

test('a path in a Maven repository tells the coordinates of its jar', () => {
  expect(jarCoordinates('org/apache/lucene/lucene-core/9.12.2/lucene-core-9.12.2.jar')).toEqual({
    group: 'org.apache.lucene',
    artifact: 'lucene-core',
    version: '9.12.2',
  });
});

test.each([['lucene-core-9.12.2.jar'], ['org/lucene/1/lucene-1-sources.jar'], ['']])(
  '%o is no such path',
  (path) => {
    expect(() => jarCoordinates(path)).toThrow('is no path of a jar');
  },
);

test.each(RELEASES)('every jar of %s has coordinates and a file name of its own', (release) => {
  const paths = jarsOf(release).map(({ path }) => path);
  expect(new Set(paths.map((path) => path.split('/').at(-1))).size).toBe(paths.length);
  const project = copyProject(paths, '/folder');
  expect(project.match(/<artifactItem>/g)).toHaveLength(paths.length);
  expect(project).toContain('<outputDirectory>/folder</outputDirectory>');
});
