/** What `{accountId}` becomes while a spec is still a template; never a real account's. */
export const SAMPLE_ACCOUNT_ID = '000000000000'
