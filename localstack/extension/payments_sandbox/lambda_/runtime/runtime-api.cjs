// AWS_LAMBDA_RUNTIME_API is `<host>:<port>/<secret>`.
const { hostname, port, pathname } = new URL(
  `http://${process.env.AWS_LAMBDA_RUNTIME_API}`,
);

module.exports = { hostname, port: Number(port), base: pathname };
