-- window
WITH bucketed AS (SELECT event_time - ((event_time % $1) + $1) % $1 AS k0, error_code FROM executions WHERE TRUE AND ((event_time >= $2) AND error_code IN ($3, $4, $5, $6, $7, $8, $9, $10)))
SELECT k0, count(*) FILTER (WHERE error_code IN (0, 1, 259, 999)) AS errors, count(*) FILTER (WHERE error_code IN (101, 105, 126, 127)) AS conclusive, count(*) OVER () AS total FROM bucketed GROUP BY k0
-- $1 = 86400000, $2 = 1775001600000, $3 = 0, $4 = 1, $5 = 259, $6 = 999, $7 = 101, $8 = 105, $9 = 126, $10 = 127
