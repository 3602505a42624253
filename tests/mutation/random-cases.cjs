const fc = require("fast-check");

// Fewer cases than usual and no search for the smallest example: a mutant only has to be seen, not to be understood.
fc.configureGlobal({ seed: 20261122, numRuns: 50, endOnFailure: true });
