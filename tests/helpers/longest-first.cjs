const { default: Sequencer } = require("@jest/test-sequencer");

/** Files that take longest; started last, one of them would keep a single core busy at the end. */
const longest = [
  /\/tests\/e2e\/(examples|adopt|campaign)\//,
  /\/tests\/e2e\//,
  /\/tests\/provider\/inputs\//,
  /\/tests\/cli\/review\/post\.test/,
];

const rank = ({ path }) => {
  const index = longest.findIndex((pattern) => pattern.test(path));
  return index < 0 ? longest.length : index;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
