package io.suuupra.gateway.wire;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.ConfigureEncoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.FailureEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.TestGateway;
import io.suuupra.gateway.support.WireClient;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BadFramesTest
{
    private static final long NO_INDEX = FailureEncoder.indexNullValue();
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException
    {
        gateway = new TestGateway();
        gateway.ingress().replyWith(taken -> Messages.state());
    }

    @AfterAll
    static void stop() throws IOException
    {
        gateway.close();
    }

    @BeforeEach
    void forgetRequests()
    {
        while (gateway.ingress().waiting() > 0)
        {
            gateway.ingress().next();
        }
    }

    private static void assertLivesOn(final WireClient client) throws IOException
    {
        final int before = gateway.ingress().waiting();
        client.send(1_000, Messages.getState());
        final WireClient.Frame reply = client.read();
        assertEquals(1_000, reply.request());
        assertEquals(before + 1, gateway.ingress().waiting());
    }

    private static void assertFailure(
        final WireClient.Frame reply,
        final long request,
        final FailureCode code,
        final long index,
        final String field) throws IOException
    {
        final var failure = reply.failure();
        assertEquals(request, reply.request());
        assertEquals(code, failure.code());
        assertEquals(index, failure.index());
        assertEquals(field, failure.field());
        assertTrue(!failure.rule().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({ "0,MALFORMED", "15,MALFORMED", "23,MALFORMED", "1048577,TOO_LARGE", "2147483647,TOO_LARGE",
        "-1,TOO_LARGE", "-2147483648,TOO_LARGE" })
    void shouldEndConnectionWhenLengthCannotBeTrusted(final int length, final FailureCode code) throws IOException
    {
        try (WireClient client = gateway.open())
        {
            final byte[] header = new byte[16];
            ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putInt(0, length).putLong(8, 77);
            client.sendRaw(header);
            assertFailure(client.read(), 77, code, NO_INDEX, "length");
            assertTrue(client.isClosedByNode());
        }
    }

    @Test
    void shouldEndConnectionWhenOnlyABadLengthCame() throws IOException
    {
        try (WireClient client = gateway.open())
        {
            client.sendRaw(new byte[]{ 1, 0, 0, 0 });
            assertFailure(client.read(), 0, FailureCode.MALFORMED, NO_INDEX, "length");
            assertTrue(client.isClosedByNode());
        }
    }

    @Test
    void shouldDeliverLastWordsWhilePeerStillSends() throws IOException
    {
        try (WireClient client = gateway.open())
        {
            final byte[] flood = new byte[4 * 1024 * 1024];
            Arrays.fill(flood, (byte)0xFF);
            try
            {
                client.sendRaw(flood);
            }
            catch (final IOException closedMeanwhile)
            {
                // The node may close before all was taken; what it said must still be readable.
                assertTrue(!closedMeanwhile.getMessage().isEmpty());
            }
            assertFailure(client.read(), -1, FailureCode.TOO_LARGE, NO_INDEX, "length");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 4, 8, 16, 40 })
    void shouldRefuseBadChecksumAndLiveOn(final int garbled) throws IOException
    {
        try (WireClient client = gateway.open())
        {
            final byte[] frame = WireClient.frame(5, Messages.createTransfers(1));
            frame[garbled] ^= 0x40;
            client.sendRaw(frame);
            final WireClient.Frame reply = client.read();
            assertEquals(FailureCode.BAD_CHECKSUM, reply.failureCode());
            assertEquals(garbled == 8 ? 5 ^ 0x40 : 5, reply.request());
            assertLivesOn(client);
        }
    }

    @Test
    void shouldNameIndexAndFieldOfNegativeAmount() throws IOException
    {
        try (WireClient client = gateway.open())
        {
            final Transfer bad = Transfer.builder().amount(-1).build();
            client.send(6, Messages.createTransfers(Messages.transfer(1), Messages.transfer(2), bad));
            assertFailure(client.read(), 6, FailureCode.MALFORMED, 2, "amount");
            assertLivesOn(client);
        }
    }

    @Test
    void shouldRefuseUnknownMessageForeignSchemaAndLaterVersion() throws IOException
    {
        try (WireClient client = gateway.open())
        {
            final byte[] unknown = Messages.getState();
            unknown[2] = 19;
            client.send(1, unknown);
            assertFailure(client.read(), 1, FailureCode.UNKNOWN_MESSAGE, NO_INDEX, "template_id");
            final byte[] foreign = Messages.getState();
            foreign[4] ^= 1;
            client.send(2, foreign);
            assertFailure(client.read(), 2, FailureCode.MALFORMED, NO_INDEX, "schema_id");
            final byte[] later = Messages.getState();
            later[6] = 9;
            client.send(3, later);
            assertFailure(client.read(), 3, FailureCode.UNSUPPORTED_VERSION, NO_INDEX, "version");
            assertLivesOn(client);
        }
    }

    @Test
    void shouldRefuseMalformedSessionMessages() throws IOException
    {
        try (WireClient client = gateway.open())
        {
            client.send(1, WireClient.concat(Messages.heartbeat(), new byte[1]));
            assertFailure(client.read(), 1, FailureCode.MALFORMED, NO_INDEX, "length");
            final byte[] resume = Messages.resume();
            resume[0] = 3;
            client.send(2, resume);
            assertFailure(client.read(), 2, FailureCode.MALFORMED, NO_INDEX, "block_length");
            final byte[] foreign = Messages.heartbeat();
            foreign[5] ^= 1;
            client.send(3, foreign);
            assertFailure(client.read(), 3, FailureCode.MALFORMED, NO_INDEX, "schema_id");
            final byte[] later = Messages.heartbeat();
            later[6] = 1;
            client.send(4, later);
            assertFailure(client.read(), 4, FailureCode.UNSUPPORTED_VERSION, NO_INDEX, "version");
            assertLivesOn(client);
        }
    }

    @Test
    void shouldRefuseRepliesSentAsRequests() throws IOException
    {
        try (WireClient client = gateway.open())
        {
            client.send(1, Messages.state());
            assertEquals(FailureCode.UNKNOWN_MESSAGE, client.read().failureCode());
            assertLivesOn(client);
        }
    }

    @Test
    void shouldForbidConfigureAndClockFromOutside() throws IOException
    {
        try (WireClient client = gateway.open())
        {
            final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
            final ConfigureEncoder configure =
                new ConfigureEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
            configure.accountsMax(1).transfersMax(1).holdsMax(1).sessionsMax(1).repliesMax(1);
            client.send(1, Arrays.copyOf(
                buffer.byteArray(), MessageHeaderEncoder.ENCODED_LENGTH + configure.encodedLength()));
            assertEquals(FailureCode.FORBIDDEN, client.read().failureCode());
            client.send(2, Messages.tick(5));
            assertEquals(FailureCode.FORBIDDEN, client.read().failureCode());
            assertLivesOn(client);
        }
    }

    @Test
    void shouldForbidWhatTheScopeDoesNotCover() throws IOException
    {
        try (WireClient reader = gateway.open(gateway.key(Principal.READ));
            WireClient poster = gateway.open(gateway.key(Principal.POST)))
        {
            reader.send(1, Messages.createTransfers(1));
            assertFailure(reader.read(), 1, FailureCode.FORBIDDEN, NO_INDEX, "scope");
            reader.send(2, Messages.getState());
            assertFailure(reader.read(), 2, FailureCode.FORBIDDEN, NO_INDEX, "scope");
            poster.send(3, Messages.lookupAccounts(1));
            assertFailure(poster.read(), 3, FailureCode.FORBIDDEN, NO_INDEX, "scope");
            poster.send(4, Messages.subscribe(0));
            assertFailure(poster.read(), 4, FailureCode.FORBIDDEN, NO_INDEX, "scope");
            assertEquals(0, gateway.ingress().waiting());
        }
    }

    @Test
    void shouldForbidLedgersOutsideTheKeysRange() throws IOException
    {
        final ApiKey key = gateway.key(Principal.POST, 300, 399);
        try (WireClient client = gateway.open(key))
        {
            final Transfer inherits = Transfer.builder().ledger(0).build();
            final Transfer above = Transfer.builder().ledger(400).build();
            final Transfer huge = Transfer.builder().ledger(-1).build();
            client.send(1, Messages.createTransfers(Messages.transfer(1), inherits, above));
            assertFailure(client.read(), 1, FailureCode.FORBIDDEN, 2, "ledger");
            client.send(2, Messages.createTransfers(huge));
            assertFailure(client.read(), 2, FailureCode.FORBIDDEN, 0, "ledger");
            client.send(3, Messages.createAccounts(
                Messages.account(1), Account.builder().ledger(299).build()));
            assertFailure(client.read(), 3, FailureCode.FORBIDDEN, 1, "ledger");
            client.send(4, Messages.createTransfers(Messages.transfer(1), inherits));
            assertEquals(4, client.read().request());
            assertEquals(1, gateway.ingress().waiting());
        }
    }

    @Test
    void shouldTakeFramesHoweverTheyAreCut() throws IOException
    {
        try (WireClient client = gateway.open())
        {
            for (final byte b : WireClient.frame(1, Messages.createTransfers(2)))
            {
                client.sendRaw(new byte[]{ b });
            }
            assertEquals(1, client.read().request());
            client.sendRaw(WireClient.concat(
                WireClient.frame(2, Messages.getState()),
                WireClient.frame(3, Messages.createTransfers(8_189)),
                WireClient.frame(4, Messages.getState())));
            assertEquals(2, client.read().request());
            assertEquals(3, client.read().request());
            assertEquals(4, client.read().request());
            assertEquals(Messages.createTransfers(2).length, gateway.ingress().next().length());
            assertEquals(8, gateway.ingress().next().length());
            assertEquals(Messages.createTransfers(8_189).length, gateway.ingress().next().length());
        }
    }

    @Test
    void shouldKeepContentWhenFramesOfAllSizesArriveInRandomPieces() throws IOException
    {
        final Random random = new Random(4711);
        try (WireClient client = gateway.open())
        {
            final int[] counts = random.ints(60, 1, 3_000).toArray();
            byte[] stream = new byte[0];
            for (int i = 0; i < counts.length; i++)
            {
                stream = WireClient.concat(stream, WireClient.frame(i, Messages.createTransfers(counts[i])));
            }
            int sent = 0;
            int read = 0;
            while (sent < stream.length)
            {
                final int piece = Math.min(stream.length - sent, 1 + random.nextInt(200_000));
                client.sendRaw(Arrays.copyOfRange(stream, sent, sent + piece));
                sent += piece;
            }
            while (read < counts.length)
            {
                final WireClient.Frame reply = client.read();
                assertEquals(read, reply.request());
                final byte[] expected = Messages.createTransfers(counts[read++]);
                final var taken = gateway.ingress().next();
                final byte[] actual = new byte[taken.length()];
                taken.message().getBytes(0, actual);
                assertTrue(Arrays.equals(expected, actual), "request " + reply.request() + " was garbled");
            }
        }
    }

    @Test
    void shouldTakeTheLargestFrameAndRefuseOneByteMore() throws IOException
    {
        try (WireClient client = gateway.open())
        {
            // No message is as large as the limit; such a frame is read whole and then refused by its form.
            final byte[] frame = WireClient.frame(1, Arrays.copyOf(Messages.getState(), Limits.FRAME_MAX - 16));
            assertEquals(Limits.FRAME_MAX, frame.length);
            client.sendRaw(frame);
            assertFailure(client.read(), 1, FailureCode.MALFORMED, NO_INDEX, "length");
            assertLivesOn(client);
            client.sendRaw(WireClient.frame(2, Arrays.copyOf(Messages.getState(), Limits.FRAME_MAX - 15)));
            assertFailure(client.read(), 2, FailureCode.TOO_LARGE, NO_INDEX, "length");
            assertTrue(client.isClosedByNode());
        }
    }

    @Test
    void shouldSurviveRandomBytes() throws IOException
    {
        for (int seed = 0; seed < 40; seed++)
        {
            final Random random = new Random(seed);
            try (WireClient client = random.nextBoolean() ? gateway.open() : gateway.connect())
            {
                final byte[] bytes = new byte[1 + random.nextInt(2_000)];
                random.nextBytes(bytes);
                if (random.nextBoolean())
                {
                    // A plausible length lets the noise get further.
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 24 + random.nextInt(300));
                }
                client.sendRaw(bytes);
            }
        }
        try (WireClient client = gateway.open())
        {
            assertLivesOn(client);
        }
    }
}
