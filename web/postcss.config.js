/** Mantine's CSS functions: light-dark(), rem(), breakpoints as variables. */
export default { plugins: { "postcss-preset-mantine": {} } };
