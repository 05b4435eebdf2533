import type { StartedTestContainer } from 'testcontainers';
import type { Server } from './server.ts';
import { seconds } from './tell.ts';

/** How to run one server in a container. */
export interface ContainerRecipe {
  readonly image: string;
  readonly name: string;
  readonly port: number;
  readonly scheme: string;
  readonly environment?: Record<string, string>;
  readonly command?: string[];
  /** What tells that it serves. */
  readonly ready: { readonly path: string } | { readonly log: RegExp };
}

/** Whether a container engine answers on this machine. */
export async function hasContainerEngine(): Promise<boolean> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  return getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
}

const serverOf = (recipe: ContainerRecipe, container: StartedTestContainer, milliseconds: number): Server => {
  const url = `${recipe.scheme}://${container.getHost()}:${container.getMappedPort(recipe.port)}`;
  return {
    name: recipe.name,
    url,
    description: `${recipe.name} at ${url} (container ${recipe.image}), started in ${seconds(milliseconds)}`,
    stop: async () => {
      await container.stop();
    },
  };
};

/** Runs a server in a container that ends with this process. */
export async function startContainer(recipe: ContainerRecipe): Promise<Server> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const begun = performance.now();
  const { image, port, environment = {}, command, ready } = recipe;
  const strategy =
    'path' in ready ? Wait.forHttp(ready.path, port).forStatusCode(200) : Wait.forLogMessage(ready.log);
  const container = new GenericContainer(image)
    .withExposedPorts(port)
    .withEnvironment(environment)
    .withWaitStrategy(strategy);
  const started = await (command === undefined ? container : container.withCommand(command)).start();
  return serverOf(recipe, started, performance.now() - begun);
}
