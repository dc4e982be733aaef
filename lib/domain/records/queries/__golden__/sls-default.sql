-- recent: Newest records
-- Needs an index. The log writes the cloud’s default fields; these are the published ones.
*

-- top-talkers: Pairs of addresses with the most bytes
-- Needs an index with analysis on these fields, and a Logstore in standard mode. The log writes the cloud’s default fields; these are the published ones.
* | SELECT srcaddr, dstaddr, sum(try_cast("bytes" AS bigint)) AS total_bytes, sum(try_cast(packets AS bigint)) AS total_packets, count(*) AS records
FROM log
GROUP BY srcaddr, dstaddr
ORDER BY total_bytes DESC
LIMIT 100

-- by-region: Bytes between regions
-- Needs an index with analysis on these fields, and a Logstore in standard mode. The log writes the cloud’s default fields; these are the published ones.
* | SELECT "src-region-id", "dst-region-id", sum(try_cast("bytes" AS bigint)) AS total_bytes, sum(try_cast(packets AS bigint)) AS total_packets, count(*) AS records
FROM log
GROUP BY "src-region-id", "dst-region-id"
ORDER BY total_bytes DESC
LIMIT 100

-- by-attachment: Bytes per attachment
-- Needs an index with analysis on these fields, and a Logstore in standard mode. The log writes the cloud’s default fields; these are the published ones.
* | SELECT "attachment-id", "direction", sum(try_cast("bytes" AS bigint)) AS total_bytes, sum(try_cast(packets AS bigint)) AS total_packets, count(*) AS records
FROM log
GROUP BY "attachment-id", "direction"
ORDER BY total_bytes DESC
LIMIT 100

-- by-port: Destination ports with the most bytes
-- Needs an index with analysis on these fields, and a Logstore in standard mode. The log writes the cloud’s default fields; these are the published ones.
* | SELECT dstport, "protocol", sum(try_cast("bytes" AS bigint)) AS total_bytes, sum(try_cast(packets AS bigint)) AS total_packets, count(*) AS records
FROM log
GROUP BY dstport, "protocol"
ORDER BY total_bytes DESC
LIMIT 100

-- bytes-over-time: Bytes in a minute each
-- Needs an index with analysis on these fields, and a Logstore in standard mode. The log writes the cloud’s default fields; these are the published ones.
* | SELECT from_unixtime(__time__ - __time__ % 60) AS minute, sum(try_cast("bytes" AS bigint)) AS total_bytes
FROM log
GROUP BY minute
ORDER BY minute
LIMIT 10000
