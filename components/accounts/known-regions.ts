/**
 * Regions offered in forms, by partition; others can be typed, since clouds open regions more often than we publish.
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html;
 * https://www.alibabacloud.com/help/en/ecs/product-overview/regions-and-zones (read 2026-11)
 */
const KNOWN_REGIONS: Readonly<Record<string, readonly (readonly [id: string, place: string])[]>> = {
  aws: [
    ['us-east-1', 'N. Virginia'],
    ['us-east-2', 'Ohio'],
    ['us-west-1', 'N. California'],
    ['us-west-2', 'Oregon'],
    ['ca-central-1', 'Canada'],
    ['ca-west-1', 'Calgary'],
    ['mx-central-1', 'Mexico'],
    ['sa-east-1', 'São Paulo'],
    ['eu-west-1', 'Ireland'],
    ['eu-west-2', 'London'],
    ['eu-west-3', 'Paris'],
    ['eu-central-1', 'Frankfurt'],
    ['eu-central-2', 'Zurich'],
    ['eu-north-1', 'Stockholm'],
    ['eu-south-1', 'Milan'],
    ['eu-south-2', 'Spain'],
    ['il-central-1', 'Tel Aviv'],
    ['me-south-1', 'Bahrain'],
    ['me-central-1', 'UAE'],
    ['af-south-1', 'Cape Town'],
    ['ap-south-1', 'Mumbai'],
    ['ap-south-2', 'Hyderabad'],
    ['ap-southeast-1', 'Singapore'],
    ['ap-southeast-2', 'Sydney'],
    ['ap-southeast-3', 'Jakarta'],
    ['ap-southeast-4', 'Melbourne'],
    ['ap-southeast-5', 'Malaysia'],
    ['ap-southeast-7', 'Thailand'],
    ['ap-northeast-1', 'Tokyo'],
    ['ap-northeast-2', 'Seoul'],
    ['ap-northeast-3', 'Osaka'],
    ['ap-east-1', 'Hong Kong'],
  ],
  'aws-cn': [
    ['cn-north-1', 'Beijing'],
    ['cn-northwest-1', 'Ningxia'],
  ],
  'aws-us-gov': [
    ['us-gov-east-1', 'US East'],
    ['us-gov-west-1', 'US West'],
  ],
  alibaba: [
    ['cn-hangzhou', 'Hangzhou'],
    ['cn-shanghai', 'Shanghai'],
    ['cn-qingdao', 'Qingdao'],
    ['cn-beijing', 'Beijing'],
    ['cn-zhangjiakou', 'Zhangjiakou'],
    ['cn-huhehaote', 'Hohhot'],
    ['cn-wulanchabu', 'Ulanqab'],
    ['cn-shenzhen', 'Shenzhen'],
    ['cn-heyuan', 'Heyuan'],
    ['cn-guangzhou', 'Guangzhou'],
    ['cn-chengdu', 'Chengdu'],
    ['cn-hongkong', 'Hong Kong'],
    ['ap-southeast-1', 'Singapore'],
    ['ap-southeast-3', 'Kuala Lumpur'],
    ['ap-southeast-5', 'Jakarta'],
    ['ap-southeast-6', 'Manila'],
    ['ap-southeast-7', 'Bangkok'],
    ['ap-northeast-1', 'Tokyo'],
    ['ap-northeast-2', 'Seoul'],
    ['us-east-1', 'Virginia'],
    ['us-west-1', 'Silicon Valley'],
    ['eu-central-1', 'Frankfurt'],
    ['eu-west-1', 'London'],
    ['me-east-1', 'Dubai'],
    ['me-central-1', 'Riyadh'],
  ],
}

/** The regions a form offers for a partition; the two sites of Alibaba Cloud share theirs. Pure. */
export function knownRegions(partition: string): readonly (readonly [id: string, place: string])[] {
  return KNOWN_REGIONS[partition === 'alibaba-intl' ? 'alibaba' : partition] ?? []
}
