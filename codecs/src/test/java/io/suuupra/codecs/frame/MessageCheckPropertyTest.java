package io.suuupra.codecs.frame;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

class MessageCheckPropertyTest
{
    private static final List<RequestForm> FORMS = RequestForm.all();

    @Property
    void shouldNeverReadBeyondTheEndOfAnyBytes(
        @ForAll @Size(max = 96) final byte[] bytes, @ForAll @IntRange(min = 0, max = 14) final int form)
    {
        final UnsafeBuffer exact = new UnsafeBuffer(bytes);
        final UnsafeBuffer header = FORMS.get(form).message(1);
        exact.putBytes(0, header, 0, Math.min(bytes.length, RequestForm.HEADER_LENGTH));

        final Malformed inExactBuffer = MessageCheck.check(exact, 0, bytes.length);

        // The bytes that follow in a larger buffer must not matter.
        final UnsafeBuffer larger = new UnsafeBuffer(new byte[bytes.length + 256]);
        larger.setMemory(0, larger.capacity(), (byte)0xA5);
        larger.putBytes(3, bytes);
        assertEquals(inExactBuffer, MessageCheck.check(larger, 3, bytes.length));
    }

    @Property
    void shouldRefuseExactlyTheNegativeAmounts(@ForAll final long amount, @ForAll final long timestamp)
    {
        final RequestForm form =
            FORMS.stream().filter(one -> one.name().equals("CreateTransfers")).findFirst().orElseThrow();
        final UnsafeBuffer message = form.message(1);
        final long[] values = {amount, timestamp};
        for (int i = 0; i < values.length; i++)
        {
            message.putLong(form.blockAt(0) + form.int64s().get(i).offset(), values[i], ByteOrder.LITTLE_ENDIAN);
        }

        final Malformed malformed = MessageCheck.check(message, 0, message.capacity());

        final String expected = amount < 0 ? "amount" : timestamp < 0 ? "timestamp" : null;
        assertEquals(expected, malformed == null ? null : malformed.field());
    }
}
