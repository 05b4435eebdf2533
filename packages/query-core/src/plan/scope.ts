/**
 * Whose rows a question may see: one organization's, or explicitly everyone's. There is no default, so a question
 * without a scope does not compile. An organization with an empty id sees nothing.
 */
export type Scope = { readonly kind: 'all' } | { readonly kind: 'organization'; readonly org: string };

export const EVERY_ORGANIZATION: Scope = { kind: 'all' };
