#!/bin/sh
# Flow logs of the app network
export AWS_REGION=eu-west-1
AWS_REGION=eu-central-1 aws --profile network ec2 create-flow-logs \
  --resource-type VPC \
  --resource-ids vpc-0a1b2c3d4e5f60718 vpc-0fedcba9876543210 \
  --traffic-type ALL \
  --log-destination-type s3 --log-destination "arn:aws:s3:::central-logs/vpc" \
  --log-format '${version} ${srcaddr} ${dstaddr}' \
  --destination-options FileFormat=parquet,HiveCompatiblePartitions=false,PerHourPartition=true \
  --tag-specifications 'ResourceType=vpc-flow-log,Tags=[{Key=Name,Value=app},{Key=note,Value=a=b}]' \
  --endpoint-url http://127.0.0.1:4566 --output json | jq .FlowLogIds

aws ec2 create-flow-logs --region eu-west-1 --cli-input-json file://request.json
aws ec2 create-flow-logs --region eu-west-1 --resource-type Subnet --resource-ids "$SUBNET_ID" --traffic-type REJECT \
  --log-group-name flow-logs --deliver-logs-permission-arn arn:aws:iam::111122223333:role/delivery \
  --tag-field-specifications '[{"ResourceType":"instance","TagKeys":["Name"]}]' --colour on
aws logs create-log-group --log-group-name flow-logs
aliyun cbn CreateFlowlog --RegionId cn-hangzhou --CenId cen-4d8jq2v9k6s1n7w3zx --TransitRouterId tr-bp1l4u7aq0gcv5w8y2n3k \
  --ProjectName core-flow-logs --LogStoreName cen --Interval 60 --Tag.2.Key b --Tag.2.Value '' --Tag.1.Key a --Tag.1.Value 1 \
  --access-key-secret hunter2
