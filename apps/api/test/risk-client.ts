import { ErrorEnvelope, OPERATIONS, type RiskAcceptanceAnswer } from '@achilles/types';
import { expect } from 'vitest';

export const PATH = '/api/risk-acceptances';
export const RISK = { test_name: 'T1486 Encrypt files', justification: 'replaced next quarter' };
export const REASON = { reason: 'the EDR was replaced' };

const { listRiskAcceptances, acceptRisk } = OPERATIONS;

export const idsOf = (data: readonly RiskAcceptanceAnswer[]): string[] =>
  data.map(({ acceptance_id: id }) => id);

/** The paths of the details that a request was refused with. */
export async function refused(response: Response, status = 400): Promise<(string | undefined)[]> {
  const { error, details = [] } = ErrorEnvelope.parse(await response.json());
  expect(response.status, error).toBe(status);
  return details.map(({ path }) => path);
}

/** What callers say to an API about risk acceptances; answers are held against their declaration. */
export class RiskClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  get = (path: string): Promise<Response> => fetch(this.#url + path);

  post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(this.#url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  delete = (path: string): Promise<Response> => fetch(this.#url + path, { method: 'DELETE' });

  async accept(fields: Record<string, unknown> = {}): Promise<RiskAcceptanceAnswer> {
    const response = await this.post(PATH, { ...RISK, ...fields });
    expect(response.status).toBe(201);
    const { data } = acceptRisk.response.parse(await response.json());
    expect(response.headers.get('Location')).toBe(`${PATH}/${data.acceptance_id}`);
    return data;
  }

  async list(query = ''): Promise<{ data: RiskAcceptanceAnswer[]; total: number }> {
    return listRiskAcceptances.response.parse(await (await this.get(`${PATH}?${query}`)).json());
  }

  async one(id: string): Promise<RiskAcceptanceAnswer> {
    const response = await this.get(`${PATH}/${encodeURIComponent(id)}`);
    return acceptRisk.response.parse(await response.json()).data;
  }

  revoke = (id: string): Promise<Response> => this.post(`${PATH}/${encodeURIComponent(id)}/revoke`, REASON);

  /** How many rows are accepted, and how many units count. */
  async acceptedRows(): Promise<(number | undefined)[]> {
    const response = await this.get('/api/analytics/defense-score');
    const { riskAcceptedRows, totalExecutions } = (await response.json()) as Record<string, number>;
    return [riskAcceptedRows, totalExecutions];
  }
}
