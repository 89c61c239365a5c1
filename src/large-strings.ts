// The largest strings and lists of the package. What apps import begins with them: between other code, they would part what resembles
// each other, and bundles would be larger once compressed. package.json says that these modules have side effects, because
// bundlers leave out such imports of modules that have none.
// oxlint-disable import/no-unassigned-import

import "./model/generated/themes.ts"
import "./model/generated/table.ts"
import "./model/generated/named-colors.ts"
import "./model/generated/code.ts"
import "./pages/generated/integrity.ts"
import "./pages/generated/client.ts"
