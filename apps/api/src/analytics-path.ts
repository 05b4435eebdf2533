/** What the path of every analytics endpoint begins with. */
export const ANALYTICS = '/api/analytics/';
