-- count
SELECT count(*) AS total FROM executions WHERE TRUE AND ((event_time >= $1))
-- $1 = 1775001600000

-- page
WITH page AS (SELECT rowid AS row_id FROM executions WHERE TRUE AND ((event_time >= $1)) ORDER BY CASE severity WHEN 'critical' THEN '0' WHEN 'high' THEN '1' WHEN 'medium' THEN '2' WHEN 'low' THEN '3' WHEN 'info' THEN '4' ELSE '5' || severity END ASC NULLS LAST, event_time DESC NULLS LAST, test_uuid ASC NULLS LAST, hostname ASC NULLS LAST, org ASC NULLS LAST, rowid ASC NULLS LAST LIMIT $2 OFFSET $3)
SELECT rowid, "index", id, event_time, org, hostname, error_code, test_uuid, test_name, is_protected, defender_detected, defender_stage_detected, error_name, category, subcategory, severity, target, complexity, threat_actor, tenant_label, techniques, tactics, tags, score, bundle_id, bundle_name, control_id, control_validator, is_bundle_control FROM executions WHERE rowid IN (SELECT row_id FROM page) ORDER BY CASE severity WHEN 'critical' THEN '0' WHEN 'high' THEN '1' WHEN 'medium' THEN '2' WHEN 'low' THEN '3' WHEN 'info' THEN '4' ELSE '5' || severity END ASC NULLS LAST, event_time DESC NULLS LAST, test_uuid ASC NULLS LAST, hostname ASC NULLS LAST, org ASC NULLS LAST, rowid ASC NULLS LAST
-- $1 = 1775001600000, $2 = 25, $3 = 50

-- mark
SELECT create_sort_key(CASE severity WHEN 'critical' THEN '0' WHEN 'high' THEN '1' WHEN 'medium' THEN '2' WHEN 'low' THEN '3' WHEN 'info' THEN '4' ELSE '5' || severity END, 'ASC NULLS LAST', event_time, 'DESC NULLS LAST', test_uuid, 'ASC NULLS LAST', hostname, 'ASC NULLS LAST', org, 'ASC NULLS LAST', rowid, 'ASC NULLS LAST'), event_time FROM executions WHERE rowid = $1
-- $1 = 7

-- page after the mark
WITH page AS (SELECT rowid AS row_id FROM executions WHERE TRUE AND ((event_time >= $1)) AND create_sort_key(CASE severity WHEN 'critical' THEN '0' WHEN 'high' THEN '1' WHEN 'medium' THEN '2' WHEN 'low' THEN '3' WHEN 'info' THEN '4' ELSE '5' || severity END, 'ASC NULLS LAST', event_time, 'DESC NULLS LAST', test_uuid, 'ASC NULLS LAST', hostname, 'ASC NULLS LAST', org, 'ASC NULLS LAST', rowid, 'ASC NULLS LAST') > $2 ORDER BY CASE severity WHEN 'critical' THEN '0' WHEN 'high' THEN '1' WHEN 'medium' THEN '2' WHEN 'low' THEN '3' WHEN 'info' THEN '4' ELSE '5' || severity END ASC NULLS LAST, event_time DESC NULLS LAST, test_uuid ASC NULLS LAST, hostname ASC NULLS LAST, org ASC NULLS LAST, rowid ASC NULLS LAST LIMIT $3 OFFSET $4)
SELECT rowid, "index", id, event_time, org, hostname, error_code, test_uuid, test_name, is_protected, defender_detected, defender_stage_detected, error_name, category, subcategory, severity, target, complexity, threat_actor, tenant_label, techniques, tactics, tags, score, bundle_id, bundle_name, control_id, control_validator, is_bundle_control FROM executions WHERE rowid IN (SELECT row_id FROM page) ORDER BY CASE severity WHEN 'critical' THEN '0' WHEN 'high' THEN '1' WHEN 'medium' THEN '2' WHEN 'low' THEN '3' WHEN 'info' THEN '4' ELSE '5' || severity END ASC NULLS LAST, event_time DESC NULLS LAST, test_uuid ASC NULLS LAST, hostname ASC NULLS LAST, org ASC NULLS LAST, rowid ASC NULLS LAST
-- $1 = 1775001600000, $2 = mark, $3 = 25, $4 = 0
