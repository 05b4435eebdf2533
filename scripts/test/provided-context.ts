/** What a run provides, as `packages/testkit/src/vitest-setup.ts` declares it for the vitest that packages see. */
declare module 'vitest' {
  interface ProvidedContext {
    readonly elasticsearch: readonly { readonly url: string }[];
    readonly redisUrl: string;
  }
}

export type {};
