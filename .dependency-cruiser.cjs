/** The house's arrows point down only: api, subscribers, jobs, admin -> workflows -> processes -> connections -> modules, integrations -> domain. */
const outside = "^node_modules/";
/** How the API's answers look, which admin and shop share. */
const answers = "^src/api/.+/document\\.ts$";
/** What the shop's forms send: their limits are in one place. */
const bodies = "^src/api/store/csp/(fields|validators)\\.ts$";
module.exports = {
  forbidden: [
    {
      name: "domain-is-pure",
      comment: "domain imports nothing from outside but decimal.js; what its specs share is not shipped",
      severity: "error",
      from: { path: "^src/domain/", pathNot: "\\.spec\\.ts$|^src/domain/[^/]+/testing/" },
      to: { pathNot: "^src/domain/|^node_modules/decimal\\.js/" },
    },
    {
      name: "modules-stand-alone",
      comment: "a module never imports another module; processes join them",
      severity: "error",
      from: { path: "^src/modules/([^/]+)/" },
      to: { path: "^src/modules/([^/]+)/", pathNot: "^src/modules/$1/" },
    },
    {
      name: "modules-by-their-index",
      comment: "what a module keeps behind its index is its own, types too",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/modules/|\\.spec\\.ts$" },
      to: { path: "^src/modules/[^/]+/", pathNot: "^src/modules/[^/]+/index\\.ts$" },
    },
    {
      name: "modules-and-integrations-look-down",
      severity: "error",
      from: { path: "^src/(modules|integrations)/" },
      to: {
        path: "^src/(api|subscribers|jobs|admin|workflows|processes|reads|connections|links|providers|scripts|config)/",
      },
    },
    {
      name: "input-stands-alone",
      comment: "how findings of a schema are told: HTTP, files and settings use it alike",
      severity: "error",
      from: { path: "^src/input/" },
      to: { path: "^src/(?!input/)" },
    },
    {
      name: "database-looks-down",
      comment: "what modules share about their rows knows no module",
      severity: "error",
      from: { path: "^src/database/" },
      to: { path: "^src/(?!database/|domain/)" },
    },
    {
      name: "integrations-know-no-database",
      severity: "error",
      from: { path: "^src/integrations/" },
      to: { path: "^src/(modules|database)/|^node_modules/(pg|knex|@mikro-orm|@medusajs)/" },
    },
    {
      name: "processes-look-down",
      severity: "error",
      from: { path: "^src/processes/" },
      to: { path: "^src/(api|subscribers|jobs|admin|workflows|scripts)/" },
    },
    {
      name: "connections-look-down",
      severity: "error",
      from: { path: "^src/connections/" },
      to: { path: "^src/(api|subscribers|jobs|admin|workflows|processes|reads|scripts)/" },
    },
    {
      name: "only-the-configuration-reads-the-environment",
      comment: "settings come from the options: a plugin's host has no environment of ours",
      severity: "error",
      from: { pathNot: "^medusa-config\\.ts$|^src/config/|^tests/" },
      to: { path: "^src/config/" },
    },
    {
      name: "admin-talks-http",
      comment: "the admin runs in a browser: it meets the product over HTTP, and knows how answers look",
      severity: "error",
      from: { path: "^src/admin/" },
      to: { path: "^src/(?!admin/)", pathNot: answers },
    },
    {
      name: "admin-takes-types-of-documents",
      comment: "the schemas themselves would bring zod into the browser",
      severity: "error",
      from: { path: "^src/admin/" },
      to: { path: answers, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "documents-stand-alone",
      comment:
        "how an answer looks is zod, other documents and the field rules of bodies, so that admin and shop can take it",
      severity: "error",
      from: { path: answers },
      to: { pathNot: `${answers}|^src/domain/customer-profile/|^node_modules/zod/` },
    },
    {
      name: "bodies-stand-alone",
      comment:
        "what a form of the shop sends is zod and the vendor's field rules, so that the shop checks by the API's own limits",
      severity: "error",
      from: { path: bodies },
      to: { pathNot: `${bodies}|^src/domain/customer-profile/|^node_modules/zod/` },
    },
    {
      name: "reads-look-down",
      severity: "error",
      from: { path: "^src/reads/" },
      to: { path: "^src/(api|subscribers|jobs|admin|workflows|processes|scripts)/" },
    },
    {
      name: "links-join-modules",
      comment: "a link names models of modules, Medusa's or ours, and knows nothing else",
      severity: "error",
      from: { path: "^src/links/" },
      to: { pathNot: "^src/modules/[^/]+/index\\.ts$|^node_modules/@medusajs/(framework|medusa|utils)/" },
    },
    {
      name: "links-are-loaded-by-medusa",
      severity: "error",
      from: {},
      to: { path: "^src/links/" },
    },
    {
      name: "product-knows-no-sandbox",
      severity: "error",
      from: { path: "^(src|medusa-config)" },
      to: { path: "^(sandbox|tests|storefront)/" },
    },
    {
      name: "sandbox-knows-only-the-domain",
      comment: "simulators are peers of the product, not made of its code; the demo seed runs inside Medusa",
      severity: "error",
      from: { path: "^sandbox/", pathNot: "^sandbox/demo/" },
      to: { path: "^(src/(?!domain/)|tests/|storefront/)" },
    },
    {
      name: "storefront-talks-http",
      comment: "the shop meets the store API over HTTP; it shares only how that API's answers and bodies look",
      severity: "error",
      from: { path: "^storefront/" },
      to: { path: "^(src|sandbox|tests)/", pathNot: `^src/api/(http|store/.+)/document\\.ts$|${bodies}` },
    },
    {
      name: "storefront-parses-on-its-server",
      comment: "schemas of answers stay out of browsers, which know their types only",
      severity: "error",
      from: { path: "^storefront/", pathNot: "\\.server(\\.spec)?\\.tsx?$" },
      to: { path: `${answers}|${bodies}`, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-circles-of-rooms",
      comment: "the rooms of src/processes look one way, imports of types included",
      severity: "error",
      scope: "folder",
      from: { path: "^src/processes/" },
      to: { circular: true, path: "^src/processes/" },
    },
    {
      name: "declared-packages-only",
      severity: "error",
      from: { pathNot: "\\.spec\\.ts$" },
      // "virtual:..." modules are made by the shop's bundler; "seatline/..." is this package, as a host sees it.
      // What package.json says of optional peers is read as one more, unknown kind of dependency; the other kind counts.
      to: {
        dependencyTypes: ["unknown", "undetermined", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["npm", "npm-dev", "npm-peer"],
        pathNot: "^virtual:|^seatline/",
      },
    },
  ],
  options: {
    doNotFollow: { path: outside },
    exclude: { path: "storefront/(build|\\.react-router)|\\+types/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.check.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
