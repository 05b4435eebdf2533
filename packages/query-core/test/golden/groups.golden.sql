-- page
WITH grouped AS MATERIALIZED (SELECT concat(CASE WHEN is_bundle_control AND bundle_id IS NOT NULL THEN 'bundle::' || bundle_id ELSE 'standalone::' || test_uuid END, '::', hostname, '::', event_time) AS group_key, any_value(event_time) AS time, count(*) AS members, any_value(event_time) AS rank FROM executions WHERE org = $1 AND ((event_time >= $2)) GROUP BY group_key),
page AS (SELECT * FROM grouped ORDER BY rank DESC NULLS LAST, time DESC NULLS LAST, group_key ASC NULLS LAST LIMIT $3 OFFSET $4),
totals AS (SELECT count(*) AS total, coalesce(sum(members), 0)::BIGINT AS total_rows FROM grouped)
SELECT total, total_rows, group_key, time FROM totals LEFT JOIN page ON TRUE ORDER BY rank DESC NULLS LAST, time DESC NULLS LAST, group_key ASC NULLS LAST
-- $1 = o1, $2 = 1775001600000, $3 = 25, $4 = 0

-- members
WITH members AS (SELECT rowid AS row_id FROM executions WHERE org = $1 AND ((event_time >= $2)) AND event_time IN (SELECT unnest($3)) AND concat(CASE WHEN is_bundle_control AND bundle_id IS NOT NULL THEN 'bundle::' || bundle_id ELSE 'standalone::' || test_uuid END, '::', hostname, '::', event_time) IN (SELECT unnest($4)))
SELECT rowid, "index", id, event_time, org, hostname, error_code, test_uuid, test_name, is_protected, defender_detected, defender_stage_detected, error_name, category, subcategory, severity, target, complexity, threat_actor, tenant_label, techniques, tactics, tags, score, bundle_id, bundle_name, control_id, control_validator, is_bundle_control, concat(CASE WHEN is_bundle_control AND bundle_id IS NOT NULL THEN 'bundle::' || bundle_id ELSE 'standalone::' || test_uuid END, '::', hostname, '::', event_time) FROM executions WHERE rowid IN (SELECT row_id FROM members) ORDER BY event_time DESC NULLS LAST, test_uuid ASC NULLS LAST, hostname ASC NULLS LAST, org ASC NULLS LAST, rowid ASC NULLS LAST
-- $1 = o1, $2 = 1775001600000, $3 = [1776940645123], $4 = ['mark']

-- mark
SELECT concat(CASE WHEN is_bundle_control AND bundle_id IS NOT NULL THEN 'bundle::' || bundle_id ELSE 'standalone::' || test_uuid END, '::', hostname, '::', event_time), event_time FROM executions WHERE rowid = $1
-- $1 = 7

-- page after the mark
WITH grouped AS MATERIALIZED (SELECT concat(CASE WHEN is_bundle_control AND bundle_id IS NOT NULL THEN 'bundle::' || bundle_id ELSE 'standalone::' || test_uuid END, '::', hostname, '::', event_time) AS group_key, any_value(event_time) AS time, count(*) AS members, any_value(event_time) AS rank FROM executions WHERE org = $1 AND ((event_time >= $2)) AND event_time <= $3 AND (event_time < $3 OR concat(CASE WHEN is_bundle_control AND bundle_id IS NOT NULL THEN 'bundle::' || bundle_id ELSE 'standalone::' || test_uuid END, '::', hostname, '::', event_time) > $4) GROUP BY group_key),
page AS (SELECT * FROM grouped ORDER BY rank DESC NULLS LAST, time DESC NULLS LAST, group_key ASC NULLS LAST LIMIT $5 OFFSET $6),
totals AS (SELECT count(*) AS total, coalesce(sum(members), 0)::BIGINT AS total_rows FROM grouped)
SELECT total, total_rows, group_key, time FROM totals LEFT JOIN page ON TRUE ORDER BY rank DESC NULLS LAST, time DESC NULLS LAST, group_key ASC NULLS LAST
-- $1 = o1, $2 = 1775001600000, $3 = 1776940645123, $4 = mark, $5 = 25, $6 = 0
