import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What the checks look at in a service of docker-compose.yml. */
export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly target?: string };
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly privileged?: boolean;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly deploy?: { readonly replicas?: number };
}

/** What the checks look at in docker-compose.yml. */
export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** Reads a compose file with its merge keys resolved. */
export const composeFile = (path: string): ComposeFile =>
  parse(readFileSync(path, 'utf8'), { merge: true }) as ComposeFile;
