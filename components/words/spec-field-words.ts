const WORDS: Readonly<Record<string, string>> = {
  trafficType: 'Traffic',
  logDestinationType: 'Destination type',
  logDestination: 'Destination',
  deliverLogsPermissionArn: 'Delivery role',
  deliverCrossAccountRole: 'Cross-account role',
  'destinationOptions.fileFormat': 'File format',
  'destinationOptions.hiveCompatiblePartitions': 'Hive-compatible prefixes',
  'destinationOptions.perHourPartition': 'Hourly partitions',
  logFormat: 'Record format',
  maxAggregationIntervalSeconds: 'Aggregation interval, s',
  tagFieldSpecifications: 'Tag fields',
  projectName: 'SLS project',
  logStoreName: 'Logstore',
  flowLogName: 'Name',
  description: 'Description',
  intervalSeconds: 'Capture window, s',
  logFormatString: 'Record format',
  enabled: 'Capturing',
}

/** A field of a spec as people call it; an unknown one keeps the cloud's name. Pure. */
export function specFieldWord(field: string): string {
  if (field.startsWith('tags.')) return `Tag ${field.slice('tags.'.length)}`
  return WORDS[field] ?? field
}
