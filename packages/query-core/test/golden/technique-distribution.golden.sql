-- buckets
WITH bucketed AS (SELECT unnest(techniques) AS k0, CASE WHEN error_code IN (101, 105, 126, 127) THEN CASE WHEN is_protected THEN 2 WHEN defender_detected THEN 1 ELSE 0 END END AS verdict FROM executions WHERE TRUE AND ((event_time >= $1)))
SELECT k0, count(*) AS bucket_rows, count(*) FILTER (WHERE verdict = 2) AS protected, count(*) FILTER (WHERE verdict = 1) AS detected, count(*) FILTER (WHERE verdict = 0) AS unprotected, count(*) OVER () AS total FROM bucketed GROUP BY k0 ORDER BY bucket_rows DESC, k0 LIMIT $2
-- $1 = 1775001600000, $2 = 1000
