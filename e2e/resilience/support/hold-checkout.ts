/** A suite with its own sandbox, which is ended before it cleans up. */
import { Checkout } from '../../support/checkout.ts';

const checkout = new Checkout();
console.log(checkout.folder);
await checkout.create('host', ['dynamodb-local', 'python', 'terraform']);
await checkout.run('local-up');
setInterval(() => {}, 1000);
