export { type DemoOrganization, organizations as demoOrganizations } from './catalog/organizations.ts';
export { demoBytes } from './demo-bytes.ts';
export type { DemoLine, DemoOptions, DemoSource, DemoTestFields } from './demo-line.ts';
export { demoLines } from './demo-lines.ts';
