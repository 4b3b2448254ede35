export { type SignedSenderOptions, signedSender } from './signed-sender.js';
