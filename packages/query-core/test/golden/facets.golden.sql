-- tests
WITH bucketed AS (SELECT test_name AS k0 FROM executions WHERE TRUE AND (TRUE) AND test_name IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0
-- 

-- techniques
WITH bucketed AS (SELECT unnest(techniques) AS k0 FROM executions WHERE TRUE AND (TRUE))
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0
-- 

-- hostnames
WITH bucketed AS (SELECT hostname AS k0 FROM executions WHERE TRUE AND (TRUE) AND hostname IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0
-- 

-- categories
WITH bucketed AS (SELECT category AS k0 FROM executions WHERE TRUE AND (TRUE) AND category IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0
-- 

-- severities
WITH bucketed AS (SELECT severity AS k0 FROM executions WHERE TRUE AND (TRUE) AND severity IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0
-- 

-- threatActors
WITH bucketed AS (SELECT threat_actor AS k0 FROM executions WHERE TRUE AND (TRUE) AND threat_actor IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0
-- 

-- tags
WITH bucketed AS (SELECT unnest(tags) AS k0 FROM executions WHERE TRUE AND (TRUE))
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0
-- 

-- errorNames
WITH bucketed AS (SELECT error_code AS k0, error_name AS k1 FROM executions WHERE TRUE AND (TRUE))
SELECT k0, k1, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0, k1
-- 

-- errorCodes
WITH bucketed AS (SELECT error_code AS k0, error_name AS k1 FROM executions WHERE TRUE AND (TRUE))
SELECT k0, k1, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0, k1
-- 

-- bundleNames
WITH bucketed AS (SELECT bundle_name AS k0 FROM executions WHERE TRUE AND (TRUE) AND bundle_name IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0
-- 
