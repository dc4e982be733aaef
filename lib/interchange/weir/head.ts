/** What every document of Weir's own begins with; a reader refuses another version. */
export const API_VERSION = 'weir/v1'

export const CONFIGURATION_KIND = 'Configuration'
