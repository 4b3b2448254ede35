export { wordActor } from '../../domain/person.js';
export { judgeGivenPlan, type ApprovalPayload } from '../../domain/approval-file/index.js';
export { type ApprovalKeys, type PublicApprovalKey, readApprovalKeys } from './approval-keys.js';
export { JoseApprovalSigner } from './jose-approval-signer.js';
export { readTrustedKeys, type TrustedKeys } from './read-trusted-keys.js';
export { type ApprovalVerification, type FileRefusal, MOST_FILE_BYTES, verifyApprovalFile } from './verify-approval-file.js';
