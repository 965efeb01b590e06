package io.suuupra.client;

import io.netty.buffer.ByteBuf;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.AuthenticateEncoder;
import io.suuupra.codecs.generated.AuthenticatedDecoder;
import io.suuupra.codecs.generated.ChallengeDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import org.agrona.DirectBuffer;

import java.security.SecureRandom;

/**
 * Proves to the node that the client holds the key, and has the node prove that it knows it, without sending it. The
 * session's id is drawn once and stays the same over all connections of a client. Confined to the client's thread.
 */
final class Handshake
{
    private final ApiKey key;
    private final byte[] verifier;
    private final UInt128 session;
    private final SecureRandom random;
    private final byte[] serverNonce = new byte[ApiKey.SECRET_LENGTH];
    private final byte[] clientNonce = new byte[ApiKey.SECRET_LENGTH];

    Handshake(final ApiKey key, final SecureRandom random)
    {
        this.key = key;
        this.verifier = key.verifier();
        this.random = random;
        // Never 0, which stands for "no session".
        this.session = new UInt128(random.nextLong(), random.nextLong() | 1);
    }

    /**
     * @param buffer that holds a checked Challenge.
     * @param offset of the message header.
     * @param writer that lays the answer down.
     * @return the frame with the answer, owned by the caller.
     * @throws ConnectionFailedException if the node speaks only older versions of the schema.
     */
    ByteBuf answer(final DirectBuffer buffer, final int offset, final FrameWriter writer)
    {
        final ChallengeDecoder challenge =
            new ChallengeDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        if (challenge.schemaVersion() < MessageHeaderDecoder.SCHEMA_VERSION)
        {
            throw new ConnectionFailedException("the node speaks schema versions up to " + challenge.schemaVersion() +
                ", this client speaks version " + MessageHeaderDecoder.SCHEMA_VERSION);
        }
        challenge.getNonce(serverNonce, 0, serverNonce.length);
        random.nextBytes(clientNonce);
        final byte[] proof =
            ApiKey.clientProof(verifier, serverNonce, clientNonce, key.id(), session.low(), session.high());
        return writer.write(0, MessageLength.block(AuthenticateEncoder.BLOCK_LENGTH), (mapper, target, at) ->
        {
            final AuthenticateEncoder authenticate =
                new AuthenticateEncoder().wrapAndApplyHeader(target, at, new MessageHeaderEncoder());
            authenticate.key(key.id()).session().low(session.low()).high(session.high());
            authenticate.putNonce(clientNonce, 0, clientNonce.length).putProof(proof, 0, proof.length);
            return MessageHeaderEncoder.ENCODED_LENGTH + authenticate.encodedLength();
        });
    }

    /**
     * @param buffer that holds a checked Authenticated.
     * @param offset of the message header.
     * @return the terms of the connection.
     * @throws ConnectionFailedException if the node does not prove that it knows the key, or its terms make no sense.
     */
    Terms accept(final DirectBuffer buffer, final int offset)
    {
        final AuthenticatedDecoder authenticated =
            new AuthenticatedDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        final byte[] proof = new byte[ApiKey.SECRET_LENGTH];
        authenticated.getProof(proof, 0, proof.length);
        if (!ApiKey.constantTimeEquals(ApiKey.serverProof(verifier, serverNonce, clientNonce), proof))
        {
            throw new ConnectionFailedException("the node does not know the key: its proof is wrong");
        }
        return Terms.of(
            authenticated.requestCredits(),
            authenticated.byteCredits(),
            authenticated.frameMax(),
            authenticated.heartbeatMs());
    }
}
