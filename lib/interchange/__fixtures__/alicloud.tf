provider "alicloud" {
  region = "cn-hangzhou"
}

resource "alicloud_cen_instance" "default" {
  cen_instance_name = "core"
}

resource "alicloud_log_project" "default" {
  project_name = "core-flow-logs"
}

resource "alicloud_log_store" "default" {
  project_name  = alicloud_log_project.default.project_name
  logstore_name = "cen"
}

resource "alicloud_cen_flowlog" "router" {
  cen_id            = alicloud_cen_instance.default.id
  transit_router_id = "cen-4d8jq2v9k6s1n7w3zx:tr-bp1l4u7aq0gcv5w8y2n3k"
  project_name      = alicloud_log_project.default.project_name
  log_store_name    = alicloud_log_store.default.logstore_name
  flow_log_name     = "core"
  interval          = 60
  log_format_string = "$${srcaddr}$${dstaddr}$${bytes}$${direction}"
  status            = "Inactive"
}

resource "alicloud_cen_flowlog" "legacy" {
  cen_id         = "cen-4d8jq2v9k6s1n7w3zx"
  project_name   = "old-flow-logs"
  log_store_name = "cen"
}
