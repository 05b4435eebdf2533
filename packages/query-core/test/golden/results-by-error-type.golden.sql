-- errors
WITH bucketed AS (SELECT error_code AS k0, error_name AS k1 FROM executions WHERE TRUE AND ((event_time >= $1)))
SELECT k0, k1, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0, k1
-- $1 = 1775001600000
