-- values
WITH bucketed AS (SELECT hostname AS k0 FROM executions WHERE TRUE AND ((event_time >= $1)) AND hostname IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0 ORDER BY bucket_rows DESC, k0 LIMIT $2
-- $1 = 1775001600000, $2 = 1
