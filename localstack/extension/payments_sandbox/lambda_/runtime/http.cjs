// The path of the sandbox's Runtime API starts with a secret, which AWS's client
// drops from the address.
const http = require('node:http');
const { base } = require('./runtime-api.cjs');

exports.Agent = http.Agent;

exports.request = (options, onResponse) =>
  http.request({ ...options, path: base + options.path }, onResponse);
