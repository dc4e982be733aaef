# Flow logs of the shared network, with the records in one bucket.
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      managed-by = "terraform"
    }
  }
}

provider "aws" {
  alias  = "frankfurt"
  region = "eu-central-1"
}

variable "environment" {
  type    = string
  default = "prod"
}

variable "vpc_id" {
  type = string
}

data "aws_caller_identity" "current" {}
data "aws_region" "current" {}
data "aws_partition" "current" {}

locals {
  fields = ["version", "srcaddr"]
  tags = merge({ team = "network" }, {
    env = var.environment, // taken at its default
  })
}

resource "aws_s3_bucket" "logs" {
  bucket = "central-${var.environment}-flow-logs"
}

resource "aws_cloudwatch_log_group" "flow_logs" {
  name              = "/vpc/flow-logs"
  retention_in_days = 30
}

resource "aws_iam_role" "delivery" {
  name               = "flow-log-delivery"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

/* Two logs with the same parameters: one Configuration. */
resource "aws_flow_log" "main" {
  vpc_id               = "vpc-0a1b2c3d4e5f60718"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "${aws_s3_bucket.logs.arn}/vpc/"
  log_format           = "$${version} $${srcaddr} $${dstaddr}"

  destination_options {
    file_format        = "parquet"
    per_hour_partition = true
  }

  tags = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_flow_log" "second" {
  vpc_id               = "vpc-0fedcba9876543210"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "${aws_s3_bucket.logs.arn}/vpc/"
  log_format           = join(" ", ["$${version}", "$${srcaddr}", "$${dstaddr}"])

  destination_options {
    file_format        = "parquet"
    per_hour_partition = true
  }

  tags = local.tags
}

resource "aws_flow_log" "cloudwatch" {
  provider                 = aws.frankfurt
  subnet_id                = var.subnet_id
  traffic_type             = "REJECT"
  iam_role_arn             = aws_iam_role.delivery.arn
  log_destination          = aws_cloudwatch_log_group.flow_logs.arn
  max_aggregation_interval = 60
  log_format               = <<-EOT
    $${version} $${account-id} $${interface-id} $${srcaddr} $${dstaddr} $${action}
  EOT
}

resource "aws_flow_log" "gateway" {
  for_each = toset(var.gateways)

  transit_gateway_id       = each.value
  log_destination          = "arn:${data.aws_partition.current.partition}:s3:::tgw-${data.aws_caller_identity.current.account_id}"
  log_destination_type     = "s3"
  max_aggregation_interval = 60
}

import {
  to = aws_flow_log.main
  id = "fl-0f1e2d3c4b5a69788@eu-west-1"
}

module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 6.0"

  name                       = "app"
  enable_flow_log            = true
  flow_log_destination_type  = "s3"
}

output "bucket" {
  value = aws_s3_bucket.logs.id
}
