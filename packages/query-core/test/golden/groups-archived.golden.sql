-- page
WITH grouped AS MATERIALIZED (SELECT concat(CASE WHEN is_bundle_control AND bundle_id IS NOT NULL THEN 'bundle::' || bundle_id ELSE 'standalone::' || test_uuid END, '::', hostname, '::', event_time) AS group_key, any_value(event_time) AS time, count(*) AS members, any_value(event_time) AS rank FROM all_executions WHERE TRUE AND ((event_time >= $1)) GROUP BY group_key),
page AS (SELECT * FROM grouped ORDER BY rank DESC NULLS LAST, time DESC NULLS LAST, group_key ASC NULLS LAST LIMIT $2 OFFSET $3),
totals AS (SELECT count(*) AS total, coalesce(sum(members), 0)::BIGINT AS total_rows FROM grouped)
SELECT total, total_rows, group_key, time FROM totals LEFT JOIN page ON TRUE ORDER BY rank DESC NULLS LAST, time DESC NULLS LAST, group_key ASC NULLS LAST
-- $1 = 1775001600000, $2 = 25, $3 = 0

-- members
WITH members AS (SELECT rowid AS row_id FROM all_executions WHERE TRUE AND ((event_time >= $1)) AND event_time IN (SELECT unnest($2)) AND concat(CASE WHEN is_bundle_control AND bundle_id IS NOT NULL THEN 'bundle::' || bundle_id ELSE 'standalone::' || test_uuid END, '::', hostname, '::', event_time) IN (SELECT unnest($3)))
SELECT json_array(rowid, "index", id, event_time, org, hostname, error_code, test_uuid, test_name, is_protected, defender_detected, defender_stage_detected, error_name, category, subcategory, severity, target, complexity, threat_actor, tenant_label, techniques, tactics, tags, score, bundle_id, bundle_name, control_id, control_validator, is_bundle_control, concat(CASE WHEN is_bundle_control AND bundle_id IS NOT NULL THEN 'bundle::' || bundle_id ELSE 'standalone::' || test_uuid END, '::', hostname, '::', event_time)) FROM all_executions WHERE rowid IN (SELECT row_id FROM members) ORDER BY event_time DESC NULLS LAST, test_uuid ASC NULLS LAST, hostname ASC NULLS LAST, org ASC NULLS LAST, rowid ASC NULLS LAST
-- $1 = 1775001600000, $2 = [1776940645123], $3 = ['mark']

-- mark
SELECT concat(CASE WHEN is_bundle_control AND bundle_id IS NOT NULL THEN 'bundle::' || bundle_id ELSE 'standalone::' || test_uuid END, '::', hostname, '::', event_time), event_time FROM all_executions WHERE rowid = $1
-- $1 = 7

-- page after the mark
WITH grouped AS MATERIALIZED (SELECT concat(CASE WHEN is_bundle_control AND bundle_id IS NOT NULL THEN 'bundle::' || bundle_id ELSE 'standalone::' || test_uuid END, '::', hostname, '::', event_time) AS group_key, any_value(event_time) AS time, count(*) AS members, any_value(event_time) AS rank FROM all_executions WHERE TRUE AND ((event_time >= $1)) AND event_time <= $2 AND (event_time < $2 OR concat(CASE WHEN is_bundle_control AND bundle_id IS NOT NULL THEN 'bundle::' || bundle_id ELSE 'standalone::' || test_uuid END, '::', hostname, '::', event_time) > $3) GROUP BY group_key),
page AS (SELECT * FROM grouped ORDER BY rank DESC NULLS LAST, time DESC NULLS LAST, group_key ASC NULLS LAST LIMIT $4 OFFSET $5),
totals AS (SELECT count(*) AS total, coalesce(sum(members), 0)::BIGINT AS total_rows FROM grouped)
SELECT total, total_rows, group_key, time FROM totals LEFT JOIN page ON TRUE ORDER BY rank DESC NULLS LAST, time DESC NULLS LAST, group_key ASC NULLS LAST
-- $1 = 1775001600000, $2 = 1776940645123, $3 = mark, $4 = 25, $5 = 0
