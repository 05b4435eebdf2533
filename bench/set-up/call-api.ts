import { Agent, get } from 'node:http';

/** Reads from an API over one connection that stays open. */
export interface ApiCaller {
  /** The whole body of a 200. @throws for any other status */
  read(path: string, parameters: Readonly<Record<string, string>>): Promise<string>;
  close(): void;
}

/** Connects to an API as a dashboard would, but for compression, which no part of an answer's cost should hide behind. */
export function apiCaller(url: string): ApiCaller {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    read: (path, parameters) =>
      new Promise((resolve, reject) => {
        const target = new URL(`/api/analytics/${path}?${new URLSearchParams(parameters)}`, url);
        const request = get(target, { agent }, (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('error', reject);
          response.on('end', () => {
            if (response.statusCode === 200) resolve(text);
            else reject(new Error(`${target.pathname} answered ${response.statusCode}: ${text}`));
          });
        });
        request.on('error', reject);
      }),
    close: () => agent.destroy(),
  };
}
