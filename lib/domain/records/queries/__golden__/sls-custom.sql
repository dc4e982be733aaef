-- recent: Newest records
-- Needs an index.
*

-- top-talkers: Pairs of addresses with the most bytes
-- Needs an index with analysis on these fields, and a Logstore in standard mode.
* | SELECT srcaddr, dstaddr, sum(try_cast("bytes" AS bigint)) AS total_bytes, count(*) AS records
FROM log
GROUP BY srcaddr, dstaddr
ORDER BY total_bytes DESC
LIMIT 100

-- by-region: Bytes between regions
-- Needs an index with analysis on these fields, and a Logstore in standard mode.
* | SELECT "src-region-id", "dst-region-id", sum(try_cast("bytes" AS bigint)) AS total_bytes, count(*) AS records
FROM log
GROUP BY "src-region-id", "dst-region-id"
ORDER BY total_bytes DESC
LIMIT 100

-- bytes-over-time: Bytes in a minute each
-- Needs an index with analysis on these fields, and a Logstore in standard mode.
* | SELECT from_unixtime(__time__ - __time__ % 60) AS minute, sum(try_cast("bytes" AS bigint)) AS total_bytes
FROM log
GROUP BY minute
ORDER BY minute
LIMIT 10000
