import { format } from 'node:util';

const levels = {
  debug: 'DEBUG',
  error: 'ERROR',
  info: 'INFO',
  log: 'INFO',
  trace: 'TRACE',
  warn: 'WARN',
};
let requestId;

// One event of the log is one line, so line breaks inside become carriage returns, as on AWS.
function textLine(level, message) {
  const time = new Date().toISOString();
  return `${time}\t${requestId}\t${level}\t${message.replaceAll('\n', '\r')}\n`;
}

function jsonLine(level, message) {
  const timestamp = new Date().toISOString();
  return `${JSON.stringify({ timestamp, level, requestId, message })}\n`;
}

const line = process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON' ? jsonLine : textLine;

function write(level, ...values) {
  process.stdout.write(line(level, format(...values)));
}

for (const [method, level] of Object.entries(levels)) {
  console[method] = (...values) => write(level, ...values);
}

export const logger = {
  setRequestId(id) {
    requestId = id;
  },
  invokeError(title, error) {
    write('ERROR', `${title} \t%s`, error?.stack ?? String(error));
  },
};
