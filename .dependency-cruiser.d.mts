import type { IConfiguration } from 'dependency-cruiser'

/** The types of the rules, for the guard that tries each of them. */
declare const configuration: IConfiguration
export default configuration
