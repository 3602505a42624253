// `npm pack` and `npm publish` in the root would pack what the application was built to. The package is built in a copy.
console.error("The package is made by `npm run plugin:pack`, which says where it is; publish that file.");
process.exit(1);
