// Modules that the unit suite needs before its first file, each loaded once.
// oxlint-disable import/no-unassigned-import -- they are loaded for what they do

import "./native-modules.ts"
import "./equal-bytes.ts"
