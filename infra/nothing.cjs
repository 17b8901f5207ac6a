// What the bundle has in place of what is left out of it.
module.exports = {};
