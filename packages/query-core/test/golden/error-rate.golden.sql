-- total
WITH bucketed AS (SELECT error_code FROM executions WHERE TRUE AND ((event_time >= $1) AND error_code IN ($2, $3, $4, $5, $6, $7, $8, $9)))
SELECT count(*) FILTER (WHERE error_code IN (0, 1, 259, 999)) AS errors, count(*) FILTER (WHERE error_code IN (101, 105, 126, 127)) AS conclusive, count(*) OVER () AS total FROM bucketed
-- $1 = 1775001600000, $2 = 0, $3 = 1, $4 = 259, $5 = 999, $6 = 101, $7 = 105, $8 = 126, $9 = 127
