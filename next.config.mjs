/** Packages that must stay ordinary Node modules on the server (native parts, wasm, dynamic requires). */
const SERVER_ONLY_PACKAGES = ['pg', 'pg-boss', 'pino', '@prisma/client', '@prisma/adapter-pg', '@alicloud/openapi-core']

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  serverExternalPackages: SERVER_ONLY_PACKAGES,
  // Types and lint have lanes of their own (npm run check); building must not do them twice.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
}

export default config
