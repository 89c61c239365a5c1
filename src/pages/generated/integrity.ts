// Made by scripts/generate-integrity.ts from @bokeh/bokehjs 3.10.0: npm run generate.

export const INTEGRITY: Readonly<Record<string, string>> = {
  "bokeh.min.js": "sha384-M5Q3NRjtlnhIwIYbaZE/Y3bvxTeL1dzY7n5yWExeSxGMR9aE0zFOToS2WXvDqj6g",
  "bokeh-gl.min.js": "sha384-OA/vIMoeHN5Cy9Cvu0tgjGy4eeqyFUTZ1NUgvM8Hr1ceaQUbWlWDeSwrwy8X6h5O",
  "bokeh-widgets.min.js": "sha384-mULTBCDvhXZHyLQg1KHDDQMkmFdyo/LkhWvu245XRZ0XKRARCsjLKMfovyi8mOAk",
  "bokeh-tables.min.js": "sha384-iWYzaYSJ0RIJAxOAVZ9z2g13EqoucKLpzfhbVX6sqCm3cvxiSWuphX00Tou7oydU",
  "bokeh-mathjax.min.js": "sha384-/oBQLVnyMIBjB6bkSmyQ1I+79o09R5rGvrumclGiIi0QUAC2CasyyOrOTTZct06H",
}
