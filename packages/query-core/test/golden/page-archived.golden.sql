-- count
SELECT count(*) AS total FROM all_executions WHERE org = $1 AND ((event_time >= $2))
-- $1 = o1, $2 = 1775001600000

-- page
WITH page AS (SELECT rowid AS row_id FROM all_executions WHERE org = $1 AND ((event_time >= $2)) ORDER BY event_time DESC NULLS LAST, test_uuid ASC NULLS LAST, hostname ASC NULLS LAST, org ASC NULLS LAST, rowid ASC NULLS LAST LIMIT $3 OFFSET $4)
SELECT json_array(rowid, "index", id, event_time, org, hostname, error_code, test_uuid, test_name, is_protected, defender_detected, defender_stage_detected, error_name, category, subcategory, severity, target, complexity, threat_actor, tenant_label, techniques, tactics, tags, score, bundle_id, bundle_name, control_id, control_validator, is_bundle_control) FROM all_executions WHERE rowid IN (SELECT row_id FROM page) ORDER BY event_time DESC NULLS LAST, test_uuid ASC NULLS LAST, hostname ASC NULLS LAST, org ASC NULLS LAST, rowid ASC NULLS LAST
-- $1 = o1, $2 = 1775001600000, $3 = 25, $4 = 0

-- mark
SELECT create_sort_key(event_time, 'DESC NULLS LAST', test_uuid, 'ASC NULLS LAST', hostname, 'ASC NULLS LAST', org, 'ASC NULLS LAST', rowid, 'ASC NULLS LAST'), event_time FROM all_executions WHERE rowid = $1
-- $1 = 7

-- page after the mark
WITH page AS (SELECT rowid AS row_id FROM all_executions WHERE org = $1 AND ((event_time >= $2)) AND event_time <= $4 AND (event_time < $4 OR create_sort_key(event_time, 'DESC NULLS LAST', test_uuid, 'ASC NULLS LAST', hostname, 'ASC NULLS LAST', org, 'ASC NULLS LAST', rowid, 'ASC NULLS LAST') > $3) ORDER BY event_time DESC NULLS LAST, test_uuid ASC NULLS LAST, hostname ASC NULLS LAST, org ASC NULLS LAST, rowid ASC NULLS LAST LIMIT $5 OFFSET $6)
SELECT json_array(rowid, "index", id, event_time, org, hostname, error_code, test_uuid, test_name, is_protected, defender_detected, defender_stage_detected, error_name, category, subcategory, severity, target, complexity, threat_actor, tenant_label, techniques, tactics, tags, score, bundle_id, bundle_name, control_id, control_validator, is_bundle_control) FROM all_executions WHERE rowid IN (SELECT row_id FROM page) ORDER BY event_time DESC NULLS LAST, test_uuid ASC NULLS LAST, hostname ASC NULLS LAST, org ASC NULLS LAST, rowid ASC NULLS LAST
-- $1 = o1, $2 = 1775001600000, $3 = mark, $4 = 1776940645123, $5 = 25, $6 = 0
