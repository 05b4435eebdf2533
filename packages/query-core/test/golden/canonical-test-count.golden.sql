-- tests
WITH bucketed AS (SELECT test_name AS k0 FROM executions WHERE TRUE AND ((event_time >= $1 AND event_time <= $2)) AND test_name IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0
-- $1 = 1774348645123, $2 = 1776940645123
