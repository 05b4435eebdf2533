-- tests
WITH bucketed AS (SELECT test_name AS k0 FROM executions WHERE org = $1 AND (TRUE AND error_code IN ($2)) AND test_name IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0 ORDER BY bucket_rows DESC, k0 LIMIT $3
-- $1 = o1, $2 = 7, $3 = 10

-- techniques
WITH bucketed AS (SELECT unnest(techniques) AS k0 FROM executions WHERE org = $1 AND (TRUE AND (test_uuid IN ($2) OR test_name IN ($3) OR bundle_id IN ($4)) AND error_code IN ($5)))
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0 ORDER BY bucket_rows DESC, k0 LIMIT $6
-- $1 = o1, $2 = a, $3 = a, $4 = a, $5 = 7, $6 = 10

-- hostnames
WITH bucketed AS (SELECT hostname AS k0 FROM executions WHERE org = $1 AND (TRUE AND (test_uuid IN ($2) OR test_name IN ($3) OR bundle_id IN ($4)) AND error_code IN ($5)) AND hostname IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0 ORDER BY bucket_rows DESC, k0 LIMIT $6
-- $1 = o1, $2 = a, $3 = a, $4 = a, $5 = 7, $6 = 10

-- categories
WITH bucketed AS (SELECT category AS k0 FROM executions WHERE org = $1 AND (TRUE AND (test_uuid IN ($2) OR test_name IN ($3) OR bundle_id IN ($4)) AND error_code IN ($5)) AND category IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0 ORDER BY bucket_rows DESC, k0 LIMIT $6
-- $1 = o1, $2 = a, $3 = a, $4 = a, $5 = 7, $6 = 10

-- severities
WITH bucketed AS (SELECT severity AS k0 FROM executions WHERE org = $1 AND (TRUE AND (test_uuid IN ($2) OR test_name IN ($3) OR bundle_id IN ($4)) AND error_code IN ($5)) AND severity IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0 ORDER BY bucket_rows DESC, k0 LIMIT $6
-- $1 = o1, $2 = a, $3 = a, $4 = a, $5 = 7, $6 = 10

-- threatActors
WITH bucketed AS (SELECT threat_actor AS k0 FROM executions WHERE org = $1 AND (TRUE AND (test_uuid IN ($2) OR test_name IN ($3) OR bundle_id IN ($4)) AND error_code IN ($5)) AND threat_actor IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0 ORDER BY bucket_rows DESC, k0 LIMIT $6
-- $1 = o1, $2 = a, $3 = a, $4 = a, $5 = 7, $6 = 10

-- tags
WITH bucketed AS (SELECT unnest(tags) AS k0 FROM executions WHERE org = $1 AND (TRUE AND (test_uuid IN ($2) OR test_name IN ($3) OR bundle_id IN ($4)) AND error_code IN ($5)))
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0 ORDER BY bucket_rows DESC, k0 LIMIT $6
-- $1 = o1, $2 = a, $3 = a, $4 = a, $5 = 7, $6 = 10

-- errorNames
WITH bucketed AS (SELECT error_code AS k0, error_name AS k1 FROM executions WHERE org = $1 AND (TRUE AND (test_uuid IN ($2) OR test_name IN ($3) OR bundle_id IN ($4)) AND error_code IN ($5)))
SELECT k0, k1, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0, k1
-- $1 = o1, $2 = a, $3 = a, $4 = a, $5 = 7

-- errorCodes
WITH bucketed AS (SELECT error_code AS k0, error_name AS k1 FROM executions WHERE org = $1 AND (TRUE AND (test_uuid IN ($2) OR test_name IN ($3) OR bundle_id IN ($4))))
SELECT k0, k1, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0, k1
-- $1 = o1, $2 = a, $3 = a, $4 = a

-- bundleNames
WITH bucketed AS (SELECT bundle_name AS k0 FROM executions WHERE org = $1 AND (TRUE AND (test_uuid IN ($2) OR test_name IN ($3) OR bundle_id IN ($4)) AND error_code IN ($5)) AND bundle_name IS NOT NULL)
SELECT k0, count(*) AS bucket_rows, count(*) OVER () AS total FROM bucketed GROUP BY k0 ORDER BY bucket_rows DESC, k0 LIMIT $6
-- $1 = o1, $2 = a, $3 = a, $4 = a, $5 = 7, $6 = 10
