// What is committed can be read: it is not squeezed, and has no map beside it.
module.exports = { devtool: false, optimization: { minimize: false } };
