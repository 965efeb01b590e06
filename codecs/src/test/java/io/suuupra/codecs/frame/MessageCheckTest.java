package io.suuupra.codecs.frame;

import io.suuupra.codecs.generated.FailureCode;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MessageCheckTest
{
    private static final int EVENTS = 5;

    static List<RequestForm> requests()
    {
        return RequestForm.all();
    }

    static Stream<RequestForm> batches()
    {
        return RequestForm.all().stream().filter(form -> form.group() != null);
    }

    @Test
    void shouldRunWithBoundsChecks()
    {
        assertTrue(DirectBuffer.SHOULD_BOUNDS_CHECK, "else no test here sees a read beyond the end");
        assertEquals(42, requests().size());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldAcceptWellFormedRequest(final RequestForm form)
    {
        assertNull(check(form.message(1)));
        assertNull(check(form.message(EVENTS)));
        assertNull(check(form.message(form.eventsMax())));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldAcceptLargestAmounts(final RequestForm form)
    {
        final UnsafeBuffer message = form.message(EVENTS);
        for (final RequestForm.Int64 field : form.int64s())
        {
            message.putLong(form.blockAt(0) + field.offset(), Long.MAX_VALUE, ByteOrder.LITTLE_ENDIAN);
        }
        assertNull(check(message));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldRefuseEveryTruncation(final RequestForm form)
    {
        final byte[] whole = form.message(EVENTS).byteArray();
        for (int length = 0; length < whole.length; length++)
        {
            final Malformed malformed = check(new UnsafeBuffer(whole, 0, length));
            assertNotNull(malformed, "cut to " + length);
            assertEquals(FailureCode.MALFORMED, malformed.code());
            assertEquals("length", malformed.field());
            assertEquals(Malformed.NO_INDEX, malformed.index());
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldRefuseOneByteTooMany(final RequestForm form)
    {
        final UnsafeBuffer message = form.message(EVENTS);
        final UnsafeBuffer longer = new UnsafeBuffer(new byte[message.capacity() + 1]);
        longer.putBytes(0, message, 0, message.capacity());
        assertRefused(FailureCode.MALFORMED, "length", longer);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldReadFromOffsetAndNothingAround(final RequestForm form)
    {
        final UnsafeBuffer message = form.message(EVENTS);
        final UnsafeBuffer around = new UnsafeBuffer(new byte[message.capacity() + 64]);
        around.setMemory(0, around.capacity(), (byte)0xFF);
        around.putBytes(24, message, 0, message.capacity());
        assertNull(MessageCheck.check(around, 24, message.capacity()));
        assertNotNull(MessageCheck.check(around, 24, message.capacity() - 1));
        assertNotNull(MessageCheck.check(around, 23, message.capacity()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7782, 7784, 65_535})
    void shouldRefuseOtherSchema(final int schemaId)
    {
        for (final RequestForm form : requests())
        {
            assertRefused(FailureCode.MALFORMED, "schema_id", with(form.message(1), 4, schemaId));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 32_768, 65_535})
    void shouldRefuseLaterVersion(final int ahead)
    {
        for (final RequestForm form : requests())
        {
            final UnsafeBuffer message = form.message(1);
            final int version = message.getShort(6, ByteOrder.LITTLE_ENDIAN) + ahead;
            assertRefused(FailureCode.UNSUPPORTED_VERSION, "version", with(message, 6, Math.min(version, 65_535)));
        }
    }

    @Test
    void shouldRefuseEveryTemplateThatIsNoRequest()
    {
        final Set<Integer> known = requests().stream().map(RequestForm::templateId).collect(Collectors.toSet());
        final UnsafeBuffer message = requests().getFirst().message(1);
        for (int templateId = 0; templateId <= 65_535; templateId++)
        {
            if (!known.contains(templateId))
            {
                assertRefused(FailureCode.UNKNOWN_MESSAGE, "template_id", with(message, 2, templateId));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldRefuseOtherBlockLength(final RequestForm form)
    {
        for (final int length : new int[] {form.blockLength() - 1, form.blockLength() + 1, 0, 8_189, 65_535})
        {
            if (length != form.blockLength())
            {
                assertRefused(FailureCode.MALFORMED, "block_length", with(form.message(1), 0, length & 0xFFFF));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("batches")
    void shouldRefuseOtherEventLength(final RequestForm form)
    {
        for (final int length : new int[] {form.eventLength() - 1, form.eventLength() + 1, 0, 65_535})
        {
            assertRefused(FailureCode.MALFORMED, form.group(), with(form.message(1), 8, length));
        }
    }

    @ParameterizedTest
    @MethodSource("batches")
    void shouldRefuseEmptyAndTooLargeBatch(final RequestForm form)
    {
        for (final int events : new int[] {0, form.eventsMax() + 1, 65_535})
        {
            assertRefused(FailureCode.MALFORMED, form.group(), form.message(events));
        }
    }

    @ParameterizedTest
    @MethodSource("batches")
    void shouldRefuseCountThatTheLengthDoesNotBear(final RequestForm form)
    {
        for (final int events : new int[] {1, EVENTS - 1, EVENTS + 1, form.eventsMax()})
        {
            assertRefused(FailureCode.MALFORMED, "length", with(form.message(EVENTS), 10, events));
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldNameIndexAndFieldOfNegativeNumber(final RequestForm form)
    {
        for (final RequestForm.Int64 field : form.int64s())
        {
            for (final int index : form.group() == null ? new int[] {0} : new int[] {0, EVENTS / 2, EVENTS - 1})
            {
                for (final long value : new long[] {-1, Long.MIN_VALUE})
                {
                    final UnsafeBuffer message = form.message(EVENTS);
                    message.putLong(form.blockAt(index) + field.offset(), value, ByteOrder.LITTLE_ENDIAN);
                    final int named = form.group() == null ? Malformed.NO_INDEX : index;
                    assertEquals(
                        new Malformed(FailureCode.MALFORMED, named, field.name(), "must be 0 to 2^63 - 1"),
                        check(message));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("batches")
    void shouldNameFirstOfSeveralBadEvents(final RequestForm form)
    {
        for (final RequestForm.Int64 field : form.int64s())
        {
            final UnsafeBuffer message = form.message(EVENTS);
            message.putLong(form.blockAt(3) + field.offset(), -1, ByteOrder.LITTLE_ENDIAN);
            message.putLong(form.blockAt(1) + form.int64s().getLast().offset(), -1, ByteOrder.LITTLE_ENDIAN);
            final Malformed malformed = check(message);
            assertNotNull(malformed);
            assertEquals(1, malformed.index());
            assertEquals(form.int64s().getLast().name(), malformed.field());
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldNameTheTextThatIsTooLong(final RequestForm form)
    {
        for (int i = 0; i < form.texts().size(); i++)
        {
            for (final int length : new int[] {600, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
            {
                final UnsafeBuffer message = form.message(EVENTS);
                message.putInt(form.textAt(i, 3), length, ByteOrder.LITTLE_ENDIAN);
                final Malformed malformed = check(message);
                assertNotNull(malformed);
                assertEquals(form.texts().get(i), malformed.field());
            }
        }
    }

    @Test
    void shouldTellCommandsFromReads()
    {
        for (int templateId = 0; templateId <= 65_535; templateId++)
        {
            assertEquals(templateId >= 20 && templateId < 40 || templateId >= 60 && templateId < 100,
                MessageCheck.isCommand(templateId));
        }
        assertFalse(MessageCheck.isCommand(-1));
    }

    @Test
    void shouldSayWhatIsWrongInWords()
    {
        assertEquals("MALFORMED at index 3, field amount: must be 0 to 2^63 - 1",
            new Malformed(FailureCode.MALFORMED, 3, "amount", "must be 0 to 2^63 - 1").toString());
        assertEquals("BUSY: no credit",
            new Malformed(FailureCode.BUSY, Malformed.NO_INDEX, "", "no credit").toString());
    }

    private static UnsafeBuffer with(final UnsafeBuffer message, final int offset, final int unsignedShort)
    {
        message.putShort(offset, (short)unsignedShort, ByteOrder.LITTLE_ENDIAN);
        return message;
    }

    private static Malformed check(final UnsafeBuffer message)
    {
        return MessageCheck.check(message, 0, message.capacity());
    }

    private static void assertRefused(final FailureCode code, final String field, final UnsafeBuffer message)
    {
        final Malformed malformed = check(message);
        assertNotNull(malformed);
        assertEquals(code, malformed.code(), malformed::toString);
        assertEquals(field, malformed.field(), malformed::toString);
        assertEquals(Malformed.NO_INDEX, malformed.index(), malformed::toString);
        assertFalse(malformed.rule().isEmpty());
    }
}
