package io.suuupra.codecs.schema;

import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.frame.MessageCheck;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.GetStateDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.TickDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.generation.CompilerUtil;
import org.agrona.generation.StringWriterOutputManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.co.real_logic.sbe.generation.java.JavaGenerator;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EvolutionTest
{
    private static final Ir CURRENT = Schema.current();
    private static final Ir LATER = Schema.later();
    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;

    /** Those that stand behind a message header; the others are laid down bare, so their length is for ever. */
    static IntStream templates()
    {
        return CURRENT.messages().stream()
            .mapToInt(tokens -> tokens.getFirst().id())
            .filter(id -> id != 200 && id < 230)
            .sorted();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void shouldReadEveryOldFieldOfLaterMessage(final int templateId)
    {
        final byte[] message = RandomMessage.write(LATER, templateId, templateId);

        final Map<String, String> expected = new LinkedHashMap<>(Reading.of(LATER, message));
        assertEquals(addedFields(templateId), expected.keySet().stream().filter(EvolutionTest::isAdded).count());
        expected.keySet().removeIf(EvolutionTest::isAdded);

        assertEquals(expected, Reading.of(CURRENT, message));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void shouldReadNewFieldAsAbsentInOlderMessage(final int templateId)
    {
        final byte[] message = RandomMessage.write(CURRENT, templateId, templateId);

        final Map<String, String> read = new LinkedHashMap<>(Reading.of(LATER, message));
        final List<String> added = read.keySet().stream().filter(EvolutionTest::isAdded).toList();
        assertEquals(addedFields(templateId), added.size());
        assertTrue(added.stream().allMatch(name -> read.get(name).equals(Reading.ABSENT)), read::toString);
        read.keySet().removeIf(EvolutionTest::isAdded);

        assertEquals(Reading.of(CURRENT, message), read);
    }

    @Test
    void shouldReadLaterTransfersWithTheFlyweightsOfToday()
    {
        final List<Transfer> transfers = IntStream.rangeClosed(1, 5).mapToObj(EvolutionTest::transfer).toList();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);
        final EdgeMapper mapper = new EdgeMapper();
        final int length = mapper.encodeCreateTransfers(transfers, buffer, 0);

        final byte[] later = widened(Arrays.copyOf(buffer.byteArray(), length));

        assertEquals(transfers, mapper.decodeCreateTransfers(new UnsafeBuffer(later), 0));
    }

    @Test
    void shouldReadOlderMessagesWithTheFlyweightsOfTheLaterSchema() throws Exception
    {
        final List<Transfer> transfers = IntStream.rangeClosed(1, 5).mapToObj(EvolutionTest::transfer).toList();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);
        final int length = new EdgeMapper().encodeCreateTransfers(transfers, buffer, 0);
        final DirectBuffer exact = new UnsafeBuffer(buffer, 0, length);
        final Class<?> type = laterFlyweight("CreateTransfersDecoder");

        final Object decoder = wrapped(type, exact);
        final Object group = call(decoder, "transfers");

        assertEquals(Long.MIN_VALUE, call(decoder, Schema.ADDED));
        assertEquals(transfers.size(), call(group, "count"));
        for (final Transfer expected : transfers)
        {
            final Object transfer = call(group, "next");
            assertAll(
                () -> assertEquals(expected.id().low(), call(call(transfer, "id"), "low")),
                () -> assertEquals(expected.amount(), call(transfer, "amount")),
                () -> assertEquals(expected.code(), call(transfer, "code")),
                () -> assertEquals(expected.timestamp(), call(transfer, "timestamp")),
                () -> assertEquals(Long.MIN_VALUE, call(transfer, Schema.ADDED)));
        }
        assertEquals(length, HEADER_LENGTH + (int)call(decoder, "encodedLength"));
    }

    @Test
    void shouldReadAddedFieldWithTheFlyweightsOfTheLaterSchema() throws Exception
    {
        final byte[] message = RandomMessage.write(LATER, CreateTransfersDecoder.TEMPLATE_ID, 7);
        final Map<String, String> expected = Reading.of(LATER, message);

        final Object decoder = wrapped(laterFlyweight("CreateTransfersDecoder"), new UnsafeBuffer(message));
        final Object group = call(decoder, "transfers");

        assertEquals(expected.get("CreateTransfers.added"), hex(call(decoder, Schema.ADDED)));
        for (int i = 0; i < RandomMessage.ELEMENTS; i++)
        {
            final Object transfer = call(group, "next");
            assertEquals(expected.get("CreateTransfers.transfers[" + i + "].added"), hex(call(transfer, Schema.ADDED)));
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void shouldRefuseLaterRequestWhole(final int templateId)
    {
        final byte[] message = RandomMessage.write(LATER, templateId, templateId);

        final Malformed malformed = MessageCheck.check(new UnsafeBuffer(message), 0, message.length);

        assertNotNull(malformed);
        assertEquals(FailureCode.UNSUPPORTED_VERSION, malformed.code());
    }

    @Test
    void shouldDifferFromTheSchemaOfToday()
    {
        assertNotEquals(CURRENT.version(), LATER.version());
        assertEquals(MessageHeaderDecoder.SCHEMA_VERSION, CURRENT.version());
        assertEquals(TickDecoder.BLOCK_LENGTH + Schema.ADDED_LENGTH,
            LATER.getMessage(TickDecoder.TEMPLATE_ID).getFirst().encodedLength());
        assertEquals(Schema.ADDED_LENGTH, LATER.getMessage(GetStateDecoder.TEMPLATE_ID).getFirst().encodedLength());
    }

    private static boolean isAdded(final String name)
    {
        return name.endsWith("." + Schema.ADDED);
    }

    private static long addedFields(final int templateId)
    {
        final long groups = CURRENT.getMessage(templateId).stream()
            .filter(token -> token.signal() == Signal.BEGIN_GROUP).count();
        return 1 + groups * RandomMessage.ELEMENTS;
    }

    /** The same message as the next version sends it: eight bytes more in the block and in each element. */
    private static byte[] widened(final byte[] message)
    {
        final ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        final ByteBuffer out = ByteBuffer.allocate(2 * message.length + 64).order(ByteOrder.LITTLE_ENDIAN);
        final int blockLength = in.getShort();
        out.putShort((short)(blockLength + Schema.ADDED_LENGTH));
        out.putShort(in.getShort());
        out.putShort(in.getShort());
        out.putShort((short)(in.getShort() + 1));
        widen(in, out, blockLength);
        final int elementLength = in.getShort();
        final int count = in.getShort();
        out.putShort((short)(elementLength + Schema.ADDED_LENGTH)).putShort((short)count);
        for (int i = 0; i < count; i++)
        {
            widen(in, out, elementLength);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void widen(final ByteBuffer in, final ByteBuffer out, final int length)
    {
        final byte[] block = new byte[length];
        in.get(block);
        out.put(block).putLong(0x5555_5555_5555_5555L);
    }

    private static Transfer transfer(final int number)
    {
        return new Transfer(new UInt128(number, 2L * number), UInt128.of(3), UInt128.of(4), 5L + number, UInt128.MAX,
            new UInt128(6, number), -7L - number, -8 - number, 9, 10 + number, 11 + number, 12 + number, 13L + number);
    }

    private static Class<?> laterFlyweight(final String name) throws Exception
    {
        final StringWriterOutputManager sources = new StringWriterOutputManager();
        sources.setPackageName(LATER.applicableNamespace());
        final String writable = "org.agrona.MutableDirectBuffer";
        final String readable = "org.agrona.DirectBuffer";
        new JavaGenerator(LATER, writable, readable, false, false, false, sources).generate();
        final Map<String, CharSequence> wanted = new HashMap<>(sources.getSources());
        for (final List<Token> tokens : LATER.messages())
        {
            final String message = LATER.applicableNamespace() + "." + tokens.getFirst().name();
            wanted.keySet().removeIf(source -> !source.endsWith("." + name) &&
                (source.equals(message + "Encoder") || source.equals(message + "Decoder")));
        }
        final Class<?> type = CompilerUtil.compileInMemory(LATER.applicableNamespace() + "." + name, wanted);
        assertNotNull(type, "the later flyweights must compile");
        return type;
    }

    private static Object wrapped(final Class<?> type, final DirectBuffer buffer) throws Exception
    {
        final Class<?> headerType = Class.forName(
            LATER.applicableNamespace() + ".MessageHeaderDecoder", true, type.getClassLoader());
        final Object decoder = type.getConstructor().newInstance();
        type.getMethod("wrapAndApplyHeader", DirectBuffer.class, int.class, headerType)
            .invoke(decoder, buffer, 0, headerType.getConstructor().newInstance());
        return decoder;
    }

    private static Object call(final Object flyweight, final String method) throws Exception
    {
        return flyweight.getClass().getMethod(method).invoke(flyweight);
    }

    private static String hex(final Object value)
    {
        return String.format("%016x", Long.reverseBytes((Long)value));
    }
}
