-- table: Table over the files
-- The folder holds the files of every flow log of this account and region. The table has this log’s columns: files of another format show shifted columns, which the view leaves out. Run one statement at a time.
CREATE EXTERNAL TABLE IF NOT EXISTS `default`.`weir_fl_0123456789abcdef0` (
  `version` int,
  `resource_type` string,
  `account_id` string,
  `tgw_id` string,
  `tgw_attachment_id` string,
  `tgw_src_vpc_account_id` string,
  `tgw_dst_vpc_account_id` string,
  `tgw_src_vpc_id` string,
  `tgw_dst_vpc_id` string,
  `tgw_src_subnet_id` string,
  `tgw_dst_subnet_id` string,
  `tgw_src_eni` string,
  `tgw_dst_eni` string,
  `tgw_src_az_id` string,
  `tgw_dst_az_id` string,
  `tgw_pair_attachment_id` string,
  `srcaddr` string,
  `dstaddr` string,
  `srcport` int,
  `dstport` int,
  `protocol` int,
  `packets` bigint,
  `bytes` bigint,
  `start` bigint,
  `end` bigint,
  `log_status` string,
  `type` string,
  `packets_lost_no_route` bigint,
  `packets_lost_blackhole` bigint,
  `packets_lost_mtu_exceeded` bigint,
  `packets_lost_ttl_expired` bigint,
  `tcp_flags` int,
  `region` string,
  `flow_direction` string,
  `pkt_src_aws_service` string,
  `pkt_dst_aws_service` string
)
PARTITIONED BY (`year` string, `month` string, `day` string, `hour` string)
STORED AS PARQUET
LOCATION 's3://acme-logs/team\'s/AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-central-1/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.year.type' = 'date',
  'projection.year.format' = 'yyyy',
  'projection.year.range' = '2026,NOW',
  'projection.year.interval' = '1',
  'projection.year.interval.unit' = 'YEARS',
  'projection.month.type' = 'integer',
  'projection.month.range' = '1,12',
  'projection.month.digits' = '2',
  'projection.day.type' = 'integer',
  'projection.day.range' = '1,31',
  'projection.day.digits' = '2',
  'projection.hour.type' = 'integer',
  'projection.hour.range' = '0,23',
  'projection.hour.digits' = '2',
  'storage.location.template' = 's3://acme-logs/team\'s/AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-central-1/year=${year}/month=${month}/day=${day}/hour=${hour}'
);

-- records: View of this flow log’s records
-- Needs the table.
CREATE OR REPLACE VIEW "default"."weir_fl_0123456789abcdef0_records" AS
SELECT
  "year" || '/' || "month" || '/' || "day" || '/' || "hour" AS partition_time,
  "version",
  nullif("resource_type", '-') AS "resource_type",
  nullif("account_id", '-') AS "account_id",
  nullif("tgw_id", '-') AS "tgw_id",
  nullif("tgw_attachment_id", '-') AS "tgw_attachment_id",
  nullif("tgw_src_vpc_account_id", '-') AS "tgw_src_vpc_account_id",
  nullif("tgw_dst_vpc_account_id", '-') AS "tgw_dst_vpc_account_id",
  nullif("tgw_src_vpc_id", '-') AS "tgw_src_vpc_id",
  nullif("tgw_dst_vpc_id", '-') AS "tgw_dst_vpc_id",
  nullif("tgw_src_subnet_id", '-') AS "tgw_src_subnet_id",
  nullif("tgw_dst_subnet_id", '-') AS "tgw_dst_subnet_id",
  nullif("tgw_src_eni", '-') AS "tgw_src_eni",
  nullif("tgw_dst_eni", '-') AS "tgw_dst_eni",
  nullif("tgw_src_az_id", '-') AS "tgw_src_az_id",
  nullif("tgw_dst_az_id", '-') AS "tgw_dst_az_id",
  nullif("tgw_pair_attachment_id", '-') AS "tgw_pair_attachment_id",
  nullif("srcaddr", '-') AS "srcaddr",
  nullif("dstaddr", '-') AS "dstaddr",
  "srcport",
  "dstport",
  "protocol",
  "packets",
  "bytes",
  "start",
  "end",
  nullif("log_status", '-') AS "log_status",
  nullif("type", '-') AS "type",
  "packets_lost_no_route",
  "packets_lost_blackhole",
  "packets_lost_mtu_exceeded",
  "packets_lost_ttl_expired",
  "tcp_flags",
  nullif("region", '-') AS "region",
  nullif("flow_direction", '-') AS "flow_direction",
  nullif("pkt_src_aws_service", '-') AS "pkt_src_aws_service",
  nullif("pkt_dst_aws_service", '-') AS "pkt_dst_aws_service",
  from_unixtime("start") AS "start_time",
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
SELECT partition_time, srcaddr, dstaddr, sum(bytes) AS total_bytes, sum(packets) AS total_packets, count(*) AS records
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
