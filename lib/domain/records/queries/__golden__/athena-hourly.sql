-- table: Table over the files
-- The folder holds the files of every flow log of this account and region. The table has this log’s columns: files of another format show shifted columns, which the view leaves out. Run one statement at a time.
CREATE EXTERNAL TABLE IF NOT EXISTS `default`.`weir_fl_0123456789abcdef0` (
  `version` int,
  `interface_id` string,
  `srcaddr` string,
  `dstaddr` string,
  `bytes` bigint,
  `end` bigint,
  `tcp_flags` int,
  `instance_tag` string,
  `log_status` string
)
PARTITIONED BY (`hour` string)
ROW FORMAT DELIMITED FIELDS TERMINATED BY ' '
STORED AS TEXTFILE
LOCATION 's3://acme-logs/team\'s/AWSLogs/111122223333/vpcflowlogs/eu-central-1/'
TBLPROPERTIES (
  'skip.header.line.count' = '1',
  'projection.enabled' = 'true',
  'projection.hour.type' = 'date',
  'projection.hour.format' = 'yyyy/MM/dd/HH',
  'projection.hour.range' = '2026/03/04/00,NOW',
  'projection.hour.interval' = '1',
  'projection.hour.interval.unit' = 'HOURS',
  'storage.location.template' = 's3://acme-logs/team\'s/AWSLogs/111122223333/vpcflowlogs/eu-central-1/${hour}'
);

-- records: View of this flow log’s records
-- Needs the table.
CREATE OR REPLACE VIEW "default"."weir_fl_0123456789abcdef0_records" AS
SELECT
  "hour" AS partition_time,
  "version",
  nullif("interface_id", '-') AS "interface_id",
  nullif("srcaddr", '-') AS "srcaddr",
  nullif("dstaddr", '-') AS "dstaddr",
  "bytes",
  "end",
  "tcp_flags",
  nullif("instance_tag", '-') AS "instance_tag",
  nullif("log_status", '-') AS "log_status",
  from_unixtime("end") AS "end_time"
FROM "default"."weir_fl_0123456789abcdef0"
WHERE strpos("$path", '_fl-0123456789abcdef0_') > 0;

-- traffic: View of traffic: windows without data and skipped ones left out
-- Needs the view of records. Run one statement at a time.
CREATE OR REPLACE VIEW "default"."weir_fl_0123456789abcdef0_traffic" AS
SELECT *
FROM "default"."weir_fl_0123456789abcdef0_records"
WHERE log_status = 'OK';

-- top-talkers: Pairs of addresses with the most bytes, last day
-- Needs the view of records. Run one statement at a time.
CREATE OR REPLACE VIEW "default"."weir_fl_0123456789abcdef0_top_talkers" AS
SELECT partition_time, srcaddr, dstaddr, sum(bytes) AS total_bytes, count(*) AS records
FROM "default"."weir_fl_0123456789abcdef0_records"
WHERE log_status = 'OK'
GROUP BY partition_time, srcaddr, dstaddr;

SELECT srcaddr, dstaddr, sum(total_bytes) AS total_bytes, sum(records) AS records
FROM "default"."weir_fl_0123456789abcdef0_top_talkers"
WHERE partition_time >= date_format((current_timestamp AT TIME ZONE 'UTC') - interval '1' day, '%Y/%m/%d/%H')
GROUP BY srcaddr, dstaddr
ORDER BY total_bytes DESC
LIMIT 100;

-- without-records: Windows without data, and windows whose records were skipped, last day
-- Needs the view of records. Run one statement at a time.
SELECT log_status, count(*) AS windows
FROM "default"."weir_fl_0123456789abcdef0_records"
WHERE partition_time >= date_format((current_timestamp AT TIME ZONE 'UTC') - interval '1' day, '%Y/%m/%d/%H') AND log_status <> 'OK'
GROUP BY log_status;
