/** Fields under `f0rtika`; optional ones are absent from a row rather than null. */
export interface DemoTestFields {
  test_uuid: string;
  test_name: string;
  is_protected: boolean;
  error_name?: string;
  category?: string;
  subcategory?: string;
  severity?: string;
  target?: string;
  complexity?: string;
  threat_actor?: string;
  tenant_label?: string;
  techniques?: string | readonly string[];
  tactics?: readonly string[];
  tags?: readonly string[];
  score?: number;
  bundle_id?: string;
  bundle_name?: string;
  control_id?: string;
  control_validator?: string;
  is_bundle_control?: boolean;
  defender_detected?: boolean;
  defender_stage_detected?: boolean;
}

/** The document of one execution. */
export interface DemoSource {
  routing: { event_time: string; oid: string; hostname: string };
  event: { ERROR: number };
  f0rtika: DemoTestFields;
}

/** One line of the file: a search hit. */
export interface DemoLine {
  _index: string;
  _id: string;
  _source: DemoSource;
}

/** What to generate; the same options always give the same lines. */
export interface DemoOptions {
  /** Distinct rows after an idempotent import. */
  count: number;
  seed: number;
  /** The instant that ends the 90 days, in epoch milliseconds. */
  now: number;
}
