/** Makes indices. */
export interface IndexAdmin {
  /** Creates an index with the mapping of results; false where it is there already. @throws StoreError */
  create(index: string, permit: () => Promise<void>): Promise<boolean>;
}
