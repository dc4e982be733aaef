/** Tailwind 4 needs only its PostCSS plugin. */
const config = { plugins: { '@tailwindcss/postcss': {} } }

export default config
