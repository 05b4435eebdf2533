-- cells
WITH bucketed AS (SELECT hostname AS k0, test_name AS k1, CASE WHEN error_code IN (101, 105, 126, 127) THEN CASE WHEN is_protected THEN 2 WHEN defender_detected THEN 1 ELSE 0 END END AS verdict FROM executions WHERE TRUE AND ((event_time >= $1)) AND hostname IS NOT NULL AND test_name IS NOT NULL)
SELECT k0, k1, count(*) AS bucket_rows, count(*) FILTER (WHERE verdict = 2) AS protected, count(*) FILTER (WHERE verdict = 1) AS detected, count(*) FILTER (WHERE verdict = 0) AS unprotected, count(*) OVER () AS total FROM bucketed GROUP BY k0, k1 ORDER BY bucket_rows DESC, k0, k1 LIMIT $2
-- $1 = 1775001600000, $2 = 65000
