import { jarCoordinates } from './jar-coordinates.ts';

const COPY_PLUGIN = '3.8.1';

const item = (path: string): string => {
  const { group, artifact, version } = jarCoordinates(path);
  return `<artifactItem><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></artifactItem>`;
};

/** A Maven project whose goal `dependency:copy` copies these jars, and nothing that they ask for, into one folder. */
export const copyProject = (paths: readonly string[], folder: string): string => `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>achilles</groupId>
  <artifactId>testkit-jars</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-dependency-plugin</artifactId>
        <version>${COPY_PLUGIN}</version>
        <configuration>
          <outputDirectory>${folder}</outputDirectory>
          <artifactItems>
            ${paths.map(item).join('\n            ')}
          </artifactItems>
        </configuration>
      </plugin>
    </plugins>
  </build>
</project>
`;
