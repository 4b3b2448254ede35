import { GeneralSign } from 'jose';
import type { ApprovalSigner, SignedApproval } from '../../application/approval-file/approval-file-sources.port.js';
import { APPROVAL_CONTENT_TYPE, type ApprovalPayload } from '../../domain/approval-file/index.js';
import type { ApprovalKeys } from './approval-keys.js';

/** The bytes that are signed are the ones that are sent: nothing has to be put into a canonical form to be verified. */
export class JoseApprovalSigner implements ApprovalSigner {
  constructor(private readonly current: ApprovalKeys['current']) {}

  async sign(payload: ApprovalPayload): Promise<SignedApproval> {
    const { kid, key } = this.current;
    const signed = await new GeneralSign(new TextEncoder().encode(JSON.stringify(payload)))
      .addSignature(key)
      .setProtectedHeader({ alg: 'EdDSA', kid, cty: APPROVAL_CONTENT_TYPE })
      .sign();
    return {
      payload: signed.payload,
      signatures: signed.signatures.map((one) => ({ protected: one.protected!, signature: one.signature })),
    };
  }
}
